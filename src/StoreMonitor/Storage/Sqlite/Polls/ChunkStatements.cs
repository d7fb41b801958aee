using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Reads the chunks of stores by two prepared statements, one seek for each store.</summary>
/// <remarks>A hot path.</remarks>
internal sealed class ChunkStatements : IChunkSource
{
    private const string All =
        $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us <= ?2 ORDER BY from_us DESC";
    private const string Next =
        $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us > ?2 ORDER BY from_us LIMIT 1";

    // No chunk that begins after the range is read, unless the first poll after it is needed. The others are spared the second seek.
    private const string WithNext =
        $"""
        SELECT {StoredChunk.Columns} FROM poll_chunks
        WHERE store_key = ?1 AND from_us <= coalesce((SELECT min(from_us) FROM poll_chunks WHERE store_key = ?1 AND from_us >= ?2), ?2)
        ORDER BY from_us DESC
        """;

    private readonly RawStatement _select;
    private readonly RawStatement _selectNext;
    private int _storeKey;

    /// <param name="connection">Open; the reads belong to its snapshot.</param>
    /// <param name="needsNext">Whether the first chunk from the given instant on is read as well.</param>
    public ChunkStatements(ReadConnection connection, bool needsNext = false) =>
        (_select, _selectNext) = (new RawStatement(connection, needsNext ? WithNext : All), new RawStatement(connection, Next));

    /// <param name="connection">Open; the reads belong to its transaction.</param>
    public ChunkStatements(SqliteConnection connection) =>
        (_select, _selectNext) = (new RawStatement(connection, All), new RawStatement(connection, Next));

    public StoredChunk Current => StoredChunk.Take(_select, _storeKey);

    /// <summary>A reader of polls.</summary>
    public static PollReader OpenPolls(ReadConnection connection, DecisivePolls decisive) =>
        new(new ChunkStatements(connection, decisive.NeedsNext), decisive);

    public void Begin(int storeKey, long lastMicroseconds)
    {
        _storeKey = storeKey;
        _select.Bind(1, storeKey);
        _select.Bind(2, lastMicroseconds);
    }

    public bool MoveNext() => _select.Step();

    public void End() => _select.Reset();

    public NextChunk FindNext(int storeKey, long afterMicroseconds)
    {
        var chunk = SeekNext(storeKey, afterMicroseconds);
        var next = new NextChunk(chunk.From, chunk.Previous);
        EndSeek();
        return next;
    }

    /// <summary>The same with its text, valid until <see cref="EndSeek"/>.</summary>
    /// <exception cref="DamagedFactsException">There is none: the database is damaged.</exception>
    public StoredChunk SeekNext(int storeKey, long afterMicroseconds)
    {
        _selectNext.Bind(1, storeKey);
        _selectNext.Bind(2, afterMicroseconds);
        return _selectNext.Step() ? StoredChunk.Take(_selectNext, storeKey) : throw new DamagedFactsException("the table of polls");
    }

    public void EndSeek() => _selectNext.Reset();

    public void Dispose()
    {
        _select.Dispose();
        _selectNext.Dispose();
    }
}
