using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Changes stores inside the caller's transaction, each with its checksum: all writers of stores go through here.</summary>
/// <param name="connection">One of <see cref="Database"/>.</param>
internal sealed class StoreUpdates(SqliteConnection connection) : IStoreRows, IDisposable
{
    private readonly StoreSum _changes = FactsConnection.ChangesOn(connection);
    private readonly Dictionary<string, RawStatement> _statements = [];

    /// <summary>Adds a store of which nothing is known yet.</summary>
    /// <param name="storeId">In UTF-8.</param>
    public void Insert(int storeKey, ReadOnlySpan<byte> storeId)
    {
        var checksum = StoreChecksum.OfText(storeKey, StoreColumn.StoreId, storeId);
        var insert = Prepared("INSERT INTO stores (store_key, store_id, checksum) VALUES (?1, ?2, ?3)");
        insert.Bind(1, storeKey);
        insert.Bind(2, storeId);
        insert.Bind(3, checksum);
        Run(insert);
        _changes.Add(checksum);
    }

    /// <inheritdoc/>
    public byte[]? Read(int storeKey, StoreColumn column)
    {
        var known = Find(storeKey, column);
        var text = known.IsNull(0) ? null : known.Utf8(0).ToArray();
        known.Reset();
        return text;
    }

    /// <inheritdoc/>
    public bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull = false) =>
        Set(storeKey, column, utf8, isNull, isCounted: false, out _);

    /// <inheritdoc/>
    public bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull, bool isCounted, out long changes)
    {
        var before = Find(storeKey, column);
        var wasNull = before.IsNull(0);
        var known = wasNull ? default : before.Utf8(0);
        var changesBefore = before.Int64(1);
        changes = changesBefore + (isCounted ? 1 : 0);
        if (wasNull == isNull && (isNull || known.SequenceEqual(utf8)))
        {
            before.Reset();
            return false;
        }

        var difference = (isNull ? 0 : StoreChecksum.OfText(storeKey, column, utf8))
            - (wasNull ? 0 : StoreChecksum.OfText(storeKey, column, known))
            + StoreChecksum.OfChanges(storeKey, changes) - StoreChecksum.OfChanges(storeKey, changesBefore);
        before.Reset();
        if (column.IsDetail())
            SetDetail(storeKey, column, utf8, isNull);
        var update = Prepared(column.IsDetail()
            ? "UPDATE stores SET checksum = checksum + ?3, changes = ?4 WHERE store_key = ?1"
            : $"UPDATE stores SET {column.NameOf()} = ?2, checksum = checksum + ?3, changes = ?4 WHERE store_key = ?1");
        if (!column.IsDetail())
            BindText(update, utf8, isNull);
        update.Bind(4, changes);
        Change(update, storeKey, difference);
        return true;
    }

    /// <inheritdoc/>
    public long LastChunkOf(int storeKey)
    {
        var select = Prepared("SELECT last_chunk_us FROM stores WHERE store_key = ?1");
        select.Bind(1, storeKey);
        if (!select.Step())
            throw new DamagedFactsException("the table of stores");
        var last = select.IsNull(0) ? PollChunk.None : select.Int64(0);
        select.Reset();
        return last;
    }

    /// <inheritdoc/>
    public void SetLastChunk(int storeKey, long fromMicroseconds)
    {
        var difference = StoreChecksum.OfLastChunk(storeKey, fromMicroseconds) - StoreChecksum.OfLastChunk(storeKey, LastChunkOf(storeKey));
        var update = Prepared("UPDATE stores SET last_chunk_us = ?2, checksum = checksum + ?3 WHERE store_key = ?1");
        if (fromMicroseconds == PollChunk.None)
            update.BindNull(2);
        else
            update.Bind(2, fromMicroseconds);
        Change(update, storeKey, difference);
    }

    /// <summary>Removes a store with everything that is stored of it.</summary>
    /// <exception cref="DamagedFactsException">There is no such store.</exception>
    public void Remove(int storeKey)
    {
        foreach (var table in new[] { "poll_chunks", "fact_changes", "store_details" })
        {
            var delete = Prepared($"DELETE FROM {table} WHERE store_key = ?1");
            delete.Bind(1, storeKey);
            Run(delete);
        }

        var store = Prepared("DELETE FROM stores WHERE store_key = ?1 RETURNING checksum");
        store.Bind(1, storeKey);
        if (!store.Step())
            throw new DamagedFactsException("the table of stores");
        _changes.Remove(store.Int64(0));
        store.Step();
        store.Reset();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
    }

    private static void Run(RawStatement statement)
    {
        statement.Step();
        statement.Reset();
    }

    private static void BindText(RawStatement statement, ReadOnlySpan<byte> utf8, bool isNull)
    {
        if (isNull)
            statement.BindNull(2);
        else
            statement.Bind(2, utf8);
    }

    private void SetDetail(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull)
    {
        var name = column.NameOf();
        var upsert = Prepared(
            $"INSERT INTO store_details (store_key, {name}) VALUES (?1, ?2) "
            + $"ON CONFLICT (store_key) DO UPDATE SET {name} = excluded.{name}");
        upsert.Bind(1, storeKey);
        BindText(upsert, utf8, isNull);
        Run(upsert);
    }

    private RawStatement Find(int storeKey, StoreColumn column)
    {
        var select = Prepared(column.IsDetail()
            ? $"SELECT {column.NameOf()}, changes FROM {StoredStore.Table} WHERE store_key = ?1"
            : $"SELECT {column.NameOf()}, changes FROM stores WHERE store_key = ?1");
        select.Bind(1, storeKey);
        return select.Step() ? select : throw new DamagedFactsException("the table of stores");
    }

    private void Change(RawStatement update, int storeKey, long difference)
    {
        update.Bind(1, storeKey);
        update.Bind(3, difference);
        Run(update);
        _changes.Change(difference);
    }

    private RawStatement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new RawStatement(connection, sql));
        return statement;
    }
}
