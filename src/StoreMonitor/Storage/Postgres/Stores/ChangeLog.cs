using System.Text;
using Npgsql;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres.Stores;

/// <summary>Collects who changed which facts of a store, and sends it at the end of the caller's transaction.</summary>
/// <remarks>
/// Invariant: the changes of a store have the numbers up to the one that the store counts, the latest
/// <see cref="FactChange.KeptPerStore"/> of them without a gap, so that a change that is missing is missed.
/// </remarks>
internal sealed class ChangeLog(ChangeOrigin origin)
{
    private readonly List<(StoreColumn Column, TextChange Change, long Number)> _changes = [];

    /// <summary>Records a change.</summary>
    /// <param name="number">The number of the change among those of the store.</param>
    public void Record(StoreColumn column, TextChange change, long number) => _changes.Add((column, change, number));

    /// <summary>Sends all changes to the database, and removes those that are too many.</summary>
    public void Send(NpgsqlConnection connection)
    {
        if (_changes.Count == 0)
            return;

        // The transaction has locked the facts, so no other one takes the number.
        var changeSet = connection.Number("SELECT coalesce(max(change_set), 0) + 1 FROM change_sets");
        SendSet(connection, changeSet);
        using (var copy = new CopyWriter(
            connection, "fact_changes (store_key, number, change_set, kind, value_before, value_after, checksum)", 7))
        {
            foreach (var (column, change, number) in _changes)
                Write(copy, changeSet, column, change, number);
            copy.Complete();
        }

        RemoveOld(connection);
    }

    private void SendSet(NpgsqlConnection connection, long changeSet)
    {
        var at = UnixMicroseconds.From(origin.At);
        var (who, source) = (Encoding.UTF8.GetBytes(origin.Who), Encoding.UTF8.GetBytes(origin.Source));
        using var copy = new CopyWriter(connection, "change_sets (change_set, at_us, who, source, checksum)", 5);
        copy.BeginRow();
        copy.Int64(changeSet);
        copy.Int64(at);
        copy.Utf8(who);
        copy.Utf8(source);
        copy.Int64(ChangeChecksum.OfSet(changeSet, at, who, source));
        copy.Complete();
    }

    private static void Write(CopyWriter copy, long changeSet, StoreColumn column, TextChange change, long number)
    {
        var (before, after) = (BytesOf(change.Before), BytesOf(change.After));
        copy.BeginRow();
        copy.Int32(change.StoreKey);
        copy.Int64(number);
        copy.Int64(changeSet);
        copy.Utf8(Encoding.UTF8.GetBytes(column.NameOf()));
        copy.Utf8OrNull(before);
        copy.Utf8OrNull(after);
        copy.Int64(ChangeChecksum.Of(change.StoreKey, number, changeSet, column, before, after));
    }

    private void RemoveOld(NpgsqlConnection connection)
    {
        var old = _changes.Where(change => change.Number > FactChange.KeptPerStore).ToList();
        if (old.Count == 0)
            return;
        connection.Execute(
            $"""
            DELETE FROM fact_changes c
            USING unnest({PostgresCommands.Keys(old.Select(change => change.Change.StoreKey))},
                         {PostgresCommands.Numbers(old.Select(change => change.Number - FactChange.KeptPerStore))}) AS o (store_key, number)
            WHERE c.store_key = o.store_key AND c.number = o.number
            """);
    }

    private static byte[]? BytesOf(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
