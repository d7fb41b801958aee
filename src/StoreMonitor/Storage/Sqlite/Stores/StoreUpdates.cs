using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Changes stores inside the caller's transaction, each with its checksum: all writers of stores go through here.</summary>
internal sealed class StoreUpdates : IStoreRows, IDisposable
{
    private const string TextColumns = "store_id, zone_id, week, zone_problem, week_problem";

    private readonly SqliteConnection _connection;
    private readonly StoreSum _changes;
    private readonly RawStatement _insert;
    private readonly RawStatement _selectTexts;
    private readonly RawStatement _selectLastChunk;
    private readonly RawStatement _updateLastChunk;
    private readonly Dictionary<StoreColumn, RawStatement> _updates;

    /// <param name="connection">One of <see cref="Database"/>.</param>
    public StoreUpdates(SqliteConnection connection)
    {
        _connection = connection;
        _changes = FactsConnection.ChangesOn(connection);
        _insert = new RawStatement(connection, "INSERT INTO stores (store_key, store_id, checksum) VALUES (?1, ?2, ?3)");
        _selectTexts = new RawStatement(connection, $"SELECT {TextColumns} FROM stores WHERE store_key = ?1");
        _selectLastChunk = new RawStatement(connection, "SELECT last_chunk_us FROM stores WHERE store_key = ?1");
        _updateLastChunk = Update(connection, "last_chunk_us");
        _updates = new()
        {
            [StoreColumn.ZoneId] = Update(connection, "zone_id"),
            [StoreColumn.Week] = Update(connection, "week"),
            [StoreColumn.ZoneProblem] = Update(connection, "zone_problem"),
            [StoreColumn.WeekProblem] = Update(connection, "week_problem"),
        };
    }

    /// <summary>Adds a store of which nothing is known yet.</summary>
    /// <param name="storeId">In UTF-8.</param>
    public void Insert(int storeKey, ReadOnlySpan<byte> storeId)
    {
        var checksum = StoreChecksum.OfText(storeKey, StoreColumn.StoreId, storeId);
        _insert.Bind(1, storeKey);
        _insert.Bind(2, storeId);
        _insert.Bind(3, checksum);
        Run(_insert);
        _changes.Add(checksum);
    }

    /// <inheritdoc/>
    public byte[]? Read(int storeKey, StoreColumn column)
    {
        var row = Find(storeKey);
        var text = row.IsNull((int)column) ? null : row.Utf8((int)column).ToArray();
        row.Reset();
        return text;
    }

    /// <inheritdoc/>
    public bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull = false)
    {
        var before = Find(storeKey);
        var wasNull = before.IsNull((int)column);
        var known = wasNull ? default : before.Utf8((int)column);
        if (wasNull == isNull && (isNull || known.SequenceEqual(utf8)))
        {
            before.Reset();
            return false;
        }

        var difference = (isNull ? 0 : StoreChecksum.OfText(storeKey, column, utf8)) - (wasNull ? 0 : StoreChecksum.OfText(storeKey, column, known));
        before.Reset();
        var update = _updates[column];
        if (isNull)
            update.BindNull(2);
        else
            update.Bind(2, utf8);
        Change(update, storeKey, difference);
        return true;
    }

    /// <inheritdoc/>
    public long LastChunkOf(int storeKey)
    {
        _selectLastChunk.Bind(1, storeKey);
        if (!_selectLastChunk.Step())
            throw new DamagedFactsException("the table of stores");
        var last = _selectLastChunk.IsNull(0) ? PollChunk.None : _selectLastChunk.Int64(0);
        _selectLastChunk.Reset();
        return last;
    }

    /// <inheritdoc/>
    public void SetLastChunk(int storeKey, long fromMicroseconds)
    {
        var difference = StoreChecksum.OfLastChunk(storeKey, fromMicroseconds) - StoreChecksum.OfLastChunk(storeKey, LastChunkOf(storeKey));
        if (fromMicroseconds == PollChunk.None)
            _updateLastChunk.BindNull(2);
        else
            _updateLastChunk.Bind(2, fromMicroseconds);
        Change(_updateLastChunk, storeKey, difference);
    }

    /// <summary>Removes a store with its polls.</summary>
    /// <exception cref="DamagedFactsException">There is no such store: the database is damaged.</exception>
    public void Remove(int storeKey)
    {
        using var chunks = new RawStatement(_connection, "DELETE FROM poll_chunks WHERE store_key = ?1");
        chunks.Bind(1, storeKey);
        chunks.Step();
        using var store = new RawStatement(_connection, "DELETE FROM stores WHERE store_key = ?1 RETURNING checksum");
        store.Bind(1, storeKey);
        if (!store.Step())
            throw new DamagedFactsException("the table of stores");
        _changes.Remove(store.Int64(0));
        store.Step();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _selectTexts.Dispose();
        _selectLastChunk.Dispose();
        _updateLastChunk.Dispose();
        foreach (var update in _updates.Values)
            update.Dispose();
    }

    private static RawStatement Update(SqliteConnection connection, string column) =>
        new(connection, $"UPDATE stores SET {column} = ?2, checksum = checksum + ?3 WHERE store_key = ?1");

    private static void Run(RawStatement statement)
    {
        statement.Step();
        statement.Reset();
    }

    private RawStatement Find(int storeKey)
    {
        _selectTexts.Bind(1, storeKey);
        return _selectTexts.Step() ? _selectTexts : throw new DamagedFactsException("the table of stores");
    }

    private void Change(RawStatement update, int storeKey, long difference)
    {
        update.Bind(1, storeKey);
        update.Bind(3, difference);
        Run(update);
        _changes.Change(difference);
    }
}
