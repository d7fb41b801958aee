using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Records who changed which facts of a store, inside the caller's transaction.</summary>
/// <remarks>
/// Invariant: the changes of a store have the numbers up to the one that the store counts, the latest
/// <see cref="FactChange.KeptPerStore"/> of them without a gap, so that a change that a damaged page hides is missed.
/// </remarks>
internal sealed class ChangeLog : IDisposable
{
    private const string InsertSql =
        "INSERT INTO fact_changes (store_key, number, change_set, kind, value_before, value_after, checksum) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private readonly RawStatement _insert;
    private readonly RawStatement _delete;
    private readonly long _changeSet;

    public ChangeLog(SqliteConnection connection, ChangeOrigin origin)
    {
        _changeSet = connection.ReadNumber("SELECT coalesce(max(change_set), 0) + 1 FROM change_sets");
        _insert = new RawStatement(connection, InsertSql);
        _delete = new RawStatement(connection, "DELETE FROM fact_changes WHERE store_key = ?1 AND number = ?2");
        using var insertSet = new RawStatement(
            connection, "INSERT INTO change_sets (change_set, at_us, who, source, checksum) VALUES (?1, ?2, ?3, ?4, ?5)");
        var (at, who, source) =
            (UnixMicroseconds.From(origin.At), Encoding.UTF8.GetBytes(origin.Who), Encoding.UTF8.GetBytes(origin.Source));
        insertSet.Bind(1, _changeSet);
        insertSet.Bind(2, at);
        insertSet.Bind(3, who);
        insertSet.Bind(4, source);
        insertSet.Bind(5, ChangeChecksum.OfSet(_changeSet, at, who, source));
        insertSet.Step();
    }

    /// <summary>Records a change.</summary>
    /// <param name="number">The number of the change among those of the store.</param>
    public void Record(StoreColumn column, TextChange change, long number)
    {
        var (before, after) = (BytesOf(change.Before), BytesOf(change.After));
        _insert.Bind(1, change.StoreKey);
        _insert.Bind(2, number);
        _insert.Bind(3, _changeSet);
        _insert.Bind(4, Encoding.UTF8.GetBytes(column.NameOf()));
        Bind(5, before);
        Bind(6, after);
        _insert.Bind(7, ChangeChecksum.Of(change.StoreKey, number, _changeSet, column, before, after));
        _insert.Step();
        _insert.Reset();
        if (number > FactChange.KeptPerStore)
            Delete(change.StoreKey, number - FactChange.KeptPerStore);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
    }

    private static byte[]? BytesOf(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private void Bind(int parameter, byte[]? text)
    {
        if (text is null)
            _insert.BindNull(parameter);
        else
            _insert.Bind(parameter, text);
    }

    private void Delete(int storeKey, long number)
    {
        _delete.Bind(1, storeKey);
        _delete.Bind(2, number);
        _delete.Step();
        _delete.Reset();
    }
}
