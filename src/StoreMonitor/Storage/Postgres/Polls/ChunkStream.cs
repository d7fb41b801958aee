using Npgsql;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres.Polls;

/// <summary>The chunks of many stores as the server sends them ahead, by store and back in time.</summary>
/// <remarks>A hot path: one query for all stores, and no round trip for each.</remarks>
internal sealed class ChunkStream : IChunkSource
{
    private const int KeyColumn = 4;
    private const int AfterColumn = 5;
    private const int ColumnCount = 6;

    private readonly CopyReader _rows;
    private bool _isAtEnd;
    private int _storeKey;

    // Whether the row that the query is at was given to the caller.
    private bool _isTaken;
    private NextChunk? _after;

    /// <exception cref="NpgsqlException">The query failed, or the connection is lost; no row was given.</exception>
    private ChunkStream(NpgsqlConnection connection, string select)
    {
        _rows = new CopyReader(connection, select, ColumnCount);
        _isAtEnd = !_rows.Step();
    }

    public StoredChunk Current => StoredChunk.Take(_rows, _storeKey);

    /// <summary>A reader of polls; the connection can do nothing else until it is disposed of.</summary>
    public static PollReader OpenPolls(NpgsqlConnection connection, List<Store> stores, DecisivePolls decisive) =>
        new(new ChunkStream(connection, SelectOf(stores, decisive)), decisive);

    /// <summary>Every chunk.</summary>
    public static ChunkStream OpenAll(NpgsqlConnection connection) => new(
        connection,
        "SELECT from_us, prev_us, polls, checksum, store_key, false FROM poll_chunks ORDER BY store_key, from_us DESC");

    public void Begin(int storeKey, long lastMicroseconds)
    {
        (_storeKey, _isTaken, _after) = (storeKey, false, null);

        // The rest of the store before, and the stores that nobody asked for.
        while (!_isAtEnd && _rows.Int64(KeyColumn) < storeKey)
            _isAtEnd = !_rows.Step();

        if (IsAtStore() && _rows.Int64(AfterColumn) != 0)
        {
            var chunk = StoredChunk.Take(_rows, storeKey);
            _after = new NextChunk(chunk.From, chunk.Previous);
            _isAtEnd = !_rows.Step();
        }
    }

    public bool MoveNext()
    {
        if (_isTaken && !_isAtEnd)
            _isAtEnd = !_rows.Step();
        _isTaken = IsAtStore();
        return _isTaken;
    }

    public void End()
    {
        // The next store begins where this one was left.
    }

    public NextChunk FindNext(int storeKey, long afterMicroseconds) => _after ?? throw new DamagedFactsException("the table of polls");

    public void Dispose() => _rows.Dispose();

    // The chunks that reach from the start of what can decide to its end, and the one after them, which names the last of them. Where no
    // store has a chunk after the end, as in a report on the latest poll, the server need not look for one.
    private static string SelectOf(List<Store> stores, DecisivePolls decisive)
    {
        var (first, last) = (PostgresCommands.Literal(decisive.FirstMicroseconds), PostgresCommands.Literal(decisive.LastMicroseconds));
        var isLatest = stores.TrueForAll(store => store.LastChunk <= decisive.LastMicroseconds);
        var end = decisive.NeedsNext && !isLatest ? $"coalesce({Seek("min", $">= {last}")}, {last})" : last;
        var limit = isLatest ? "" : $"AND c.from_us <= coalesce({Seek("min", "> e.end_us")}, e.end_us)";
        return $"""
            SELECT c.from_us, c.prev_us, c.polls, c.checksum, c.store_key, c.from_us > e.end_us
            FROM stores s
            CROSS JOIN LATERAL (SELECT {end}::bigint AS end_us) e
            CROSS JOIN LATERAL (
                SELECT * FROM poll_chunks c
                WHERE c.store_key = s.store_key AND c.from_us >= coalesce({Seek("max", $"<= {first}")}, {first}) {limit}
                OFFSET 0) c
            WHERE {KeysOf(stores)}
            ORDER BY c.store_key, c.from_us DESC
            """;

        static string Seek(string function, string condition) =>
            $"(SELECT {function}(from_us) FROM poll_chunks WHERE store_key = s.store_key AND from_us {condition})";
    }

    private static string KeysOf(List<Store> stores)
    {
        if (stores.Count == 0)
            return "false";
        var (first, last) = (stores[0].Key, stores[^1].Key);
        // Stores between them that nobody asks for are skipped.
        return last - first < 2L * stores.Count
            ? $"s.store_key BETWEEN {PostgresCommands.Literal(first)} AND {PostgresCommands.Literal(last)}"
            : $"s.store_key = ANY({PostgresCommands.Keys(stores.Select(store => store.Key))})";
    }

    private bool IsAtStore() => !_isAtEnd && _rows.Int64(KeyColumn) == _storeKey;
}
