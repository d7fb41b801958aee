using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Changes the chunks of stores by prepared statements, inside the caller's transaction.</summary>
/// <remarks>A hot path.</remarks>
internal sealed class ChunkTable(SqliteConnection connection) : IChunkTable
{
    private readonly ChunkStatements _chunks = new(connection);
    private readonly StoreUpdates _stores = new(connection);
    private readonly RawStatement _delete = new(connection, "DELETE FROM poll_chunks WHERE store_key = ?1 AND from_us BETWEEN ?2 AND ?3");

    private readonly RawStatement _insert = new(
        connection, "INSERT INTO poll_chunks (store_key, from_us, polls, prev_us, checksum) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly RawStatement _relink = new(
        connection, "UPDATE poll_chunks SET prev_us = ?4, checksum = ?5 WHERE store_key = ?1 AND from_us = ?2");

    public IStoreRows Stores => _stores;

    public StoredChunk Current => _chunks.Current;

    /// <summary>The latest poll of all stores.</summary>
    /// <returns>Its instant in microseconds; <see cref="PollChunk.None"/> when there is no poll.</returns>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static long FindLatest(SqliteConnection connection)
    {
        using var table = new ChunkTable(connection);
        var polls = new PollTable(table);
        using var stores = new StoreScan(connection);
        var latest = PollChunk.None;
        while (stores.MoveNext())
        {
            if (stores.LastChunk == PollChunk.None)
                continue;
            latest = Math.Max(latest, polls.Read(stores.Key, stores.LastChunk, stores.LastChunk)[^1].AtMicroseconds);
        }

        return latest;
    }

    public void Prepare(ReadOnlySpan<PollFact> sorted)
    {
        // Each store is a seek: there is no round trip to save.
    }

    public void Begin(int storeKey, long lastMicroseconds) => _chunks.Begin(storeKey, lastMicroseconds);

    public bool MoveNext() => _chunks.MoveNext();

    public void End() => _chunks.End();

    public NextChunk FindNext(int storeKey, long afterMicroseconds) => _chunks.FindNext(storeKey, afterMicroseconds);

    public void Insert(int storeKey, long from, long previous, ReadOnlySpan<byte> text)
    {
        _insert.Bind(3, text);
        Bind(_insert, storeKey, from, previous, text);
        Run(_insert);
    }

    public void Delete(int storeKey, long first, long last)
    {
        _delete.Bind(1, storeKey);
        _delete.Bind(2, first);
        _delete.Bind(3, last);
        Run(_delete);
    }

    public void Relink(int storeKey, long from, long previous)
    {
        Bind(_relink, storeKey, from, previous, _chunks.SeekNext(storeKey, from - 1).Text);
        _chunks.EndSeek();
        Run(_relink);
    }

    public void EndBatch(long latestMicroseconds) => FactsMetadata.AdvanceLatestPoll(connection, latestMicroseconds);

    public void Dispose()
    {
        _chunks.Dispose();
        _stores.Dispose();
        _delete.Dispose();
        _insert.Dispose();
        _relink.Dispose();
    }

    private static void Bind(RawStatement statement, int storeKey, long from, long previous, ReadOnlySpan<byte> text)
    {
        statement.Bind(1, storeKey);
        statement.Bind(2, from);
        if (previous == PollChunk.None)
            statement.BindNull(4);
        else
            statement.Bind(4, previous);
        statement.Bind(5, Checksum.Of(storeKey, from, previous, text));
    }

    private static void Run(RawStatement statement)
    {
        statement.Step();
        statement.Reset();
    }
}
