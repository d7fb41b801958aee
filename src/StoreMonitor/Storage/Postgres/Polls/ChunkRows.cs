using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres.Polls;

/// <summary>Changes the chunks of many stores at once, inside the caller's transaction, which has locked the facts.</summary>
/// <remarks>
/// A hot path. <see cref="Prepare(ReadOnlySpan{PollFact})"/> reads all chunks that a batch can change by one query, and
/// <see cref="Send"/> writes what has become of them: a few round trips for a batch, however many stores it has. A store without polls
/// costs none.
/// </remarks>
/// <param name="keys">The stored keys of the stores; <c>null</c> when polls come with stored keys.</param>
internal sealed class ChunkRows(NpgsqlConnection connection, StoreRows stores, StoreKeys? keys = null) : IChunkTable
{
    private const short ColumnCount = 5;

    // What was read, by store, the latest chunk first.
    private readonly Dictionary<int, List<Row>> _read = [];
    private readonly List<(int StoreKey, long First, long Last)> _ranges = [];
    private readonly List<(int StoreKey, long First, long Last)> _deleted = [];
    private readonly List<(int StoreKey, long From, long Previous, long Checksum)> _relinked = [];
    private readonly List<Row> _inserted = [];

    // The store it is at, and the chunk.
    private List<Row>? _rows;
    private long _last;
    private int _index;

    public IStoreRows Stores => stores;

    /// <summary>The latest poll that was written, in microseconds.</summary>
    public long LatestPoll { get; private set; } = PollChunk.None;

    /// <summary>Whether <see cref="Send"/> has changed any chunk.</summary>
    public bool IsChanged { get; private set; }

    public StoredChunk Current => _rows![_index].ToChunk();

    public void Prepare(ReadOnlySpan<PollFact> sorted)
    {
        _ranges.Clear();
        for (var index = 0; index < sorted.Length;)
        {
            var (key, start) = (sorted[index].StoreKey, index);
            while (index < sorted.Length && sorted[index].StoreKey == key)
                index++;
            _ranges.Add((keys?.StoredKeyOf(key) ?? key, sorted[start].AtMicroseconds, sorted[index - 1].AtMicroseconds));
        }

        Read();
    }

    /// <summary>Announces the stores whose polls in a range are read and changed next.</summary>
    public void Prepare(IEnumerable<int> storeKeys, PollRange range)
    {
        _ranges.Clear();
        _ranges.AddRange(storeKeys.Select(key => (key, range.First, range.Last)));
        Read();
    }

    public void Begin(int storeKey, long lastMicroseconds)
    {
        (_last, _index) = (lastMicroseconds, -1);
        _read.TryGetValue(storeKey, out _rows);
    }

    public bool MoveNext()
    {
        if (_rows is null)
            return false;
        do
            _index++;
        while (_index < _rows.Count && _rows[_index].From > _last);
        return _index < _rows.Count;
    }

    public void End()
    {
        // The rows stay until the next batch: a chunk of the store may be linked anew.
    }

    public NextChunk FindNext(int storeKey, long afterMicroseconds)
    {
        var row = FirstAfter(storeKey, afterMicroseconds);
        return new NextChunk(row.From, row.Previous);
    }

    public void Insert(int storeKey, long from, long previous, ReadOnlySpan<byte> text) =>
        _inserted.Add(new Row(storeKey, from, previous, text.ToArray()));

    public void Delete(int storeKey, long first, long last) => _deleted.Add((storeKey, first, last));

    public void Relink(int storeKey, long from, long previous)
    {
        var row = FirstAfter(storeKey, from - 1);
        _relinked.Add((storeKey, from, previous, Checksum.Of(storeKey, from, previous, row.Text)));
    }

    public void EndBatch(long latestMicroseconds)
    {
        LatestPoll = Math.Max(LatestPoll, latestMicroseconds);
        Send();
    }

    /// <summary>Sends all changes to the database.</summary>
    public void Send()
    {
        IsChanged |= _deleted.Count + _relinked.Count + _inserted.Count > 0;
        if (_deleted.Count > 0)
        {
            connection.Execute(
                $"""
                DELETE FROM poll_chunks c USING {RangesOf(_deleted)}
                WHERE c.store_key = r.store_key AND c.from_us BETWEEN r.first_us AND r.last_us
                """);
        }

        if (_relinked.Count > 0)
            SendRelinked();
        if (_inserted.Count > 0)
            SendInserted();
        _deleted.Clear();
        _relinked.Clear();
        _inserted.Clear();
    }

    public void Dispose()
    {
        // It has no statement open.
    }

    // What can change: the chunks that have a poll of the range or could take one in, and the chunk after them, which names the last one.
    private void Read()
    {
        _read.Clear();
        _ranges.RemoveAll(range => stores.LastChunkOf(range.StoreKey) == PollChunk.None);
        if (_ranges.Count == 0)
            return;

        using var rows = new CopyReader(
            connection,
            $"""
            SELECT c.from_us, c.prev_us, c.polls, c.checksum, c.store_key
            FROM {RangesOf(_ranges)}
            CROSS JOIN LATERAL (
                SELECT * FROM poll_chunks c
                WHERE c.store_key = r.store_key
                  AND c.from_us >= coalesce(
                      (SELECT max(from_us) FROM poll_chunks WHERE store_key = r.store_key AND from_us <= r.first_us), r.first_us)
                  AND c.from_us <= coalesce(
                      (SELECT min(from_us) FROM poll_chunks WHERE store_key = r.store_key AND from_us > r.last_us), r.last_us)
                OFFSET 0) c
            ORDER BY c.store_key, c.from_us DESC
            """,
            ColumnCount);
        while (rows.Step())
        {
            var key = (int)rows.Int64(4);
            if (!_read.TryGetValue(key, out var chunks))
                _read.Add(key, chunks = []);
            chunks.Add(Row.Of(key, StoredChunk.Take(rows, key)));
        }
    }

    private Row FirstAfter(int storeKey, long afterMicroseconds)
    {
        if (_read.TryGetValue(storeKey, out var rows))
        {
            for (var index = rows.Count - 1; index >= 0; index--)
            {
                if (rows[index].From > afterMicroseconds)
                    return rows[index];
            }
        }

        throw new DamagedFactsException("the table of polls");
    }

    private void SendRelinked() => connection.Execute(
        $"""
        UPDATE poll_chunks c SET prev_us = r.prev_us, checksum = r.checksum
        FROM unnest({PostgresCommands.Keys(_relinked.Select(row => row.StoreKey))},
                    {PostgresCommands.Numbers(_relinked.Select(row => row.From))},
                    {PostgresCommands.Instants(_relinked.Select(row => row.Previous))},
                    {PostgresCommands.Numbers(_relinked.Select(row => row.Checksum))})
             AS r (store_key, from_us, prev_us, checksum)
        WHERE c.store_key = r.store_key AND c.from_us = r.from_us
        """);

    private void SendInserted()
    {
        using var copy = new CopyWriter(connection, "poll_chunks (store_key, from_us, polls, prev_us, checksum)", ColumnCount);
        foreach (var row in _inserted)
        {
            copy.BeginRow();
            copy.Int32(row.StoreKey);
            copy.Int64(row.From);
            copy.Utf8(row.Text);
            copy.Instant(row.Previous);
            copy.Int64(Checksum.Of(row.StoreKey, row.From, row.Previous, row.Text));
        }

        copy.Complete();
    }

    private static string RangesOf(List<(int StoreKey, long First, long Last)> ranges) =>
        $"""
        unnest({PostgresCommands.Keys(ranges.Select(range => range.StoreKey))},
               {PostgresCommands.Numbers(ranges.Select(range => range.First))},
               {PostgresCommands.Numbers(ranges.Select(range => range.Last))}) AS r (store_key, first_us, last_us)
        """;

    private sealed record Row(int StoreKey, long From, long Previous, byte[] Text)
    {
        public static Row Of(int storeKey, StoredChunk chunk) => new(storeKey, chunk.From, chunk.Previous, chunk.Text.ToArray());

        public StoredChunk ToChunk() => StoredChunk.Of(From, Previous, Text);
    }
}
