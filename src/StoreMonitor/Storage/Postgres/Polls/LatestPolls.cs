using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres.Polls;

/// <summary>Reads the latest poll of each store that has one.</summary>
internal sealed class LatestPolls : IDisposable
{
    private readonly CopyReader _rows;

    private LatestPolls(CopyReader rows) => _rows = rows;

    public string StoreId => _rows.Text(5);

    /// <summary>The instant of the latest poll of the store it is at.</summary>
    public long AtMicroseconds { get; private set; }

    public static LatestPolls Open(NpgsqlConnection connection) => new(new CopyReader(
        connection,
        """
        SELECT c.from_us, c.prev_us, c.polls, c.checksum, c.store_key, s.store_id
        FROM stores s JOIN poll_chunks c ON c.store_key = s.store_key AND c.from_us = s.last_chunk_us
        """,
        columns: 6));

    /// <summary>The latest poll of all stores.</summary>
    /// <param name="stores">All stores, whose rows were verified.</param>
    /// <returns>Its instant in microseconds; <see cref="PollChunk.None"/> when there is no poll.</returns>
    /// <exception cref="DamagedFactsException">A chunk is damaged, or one that a store names is missing.</exception>
    public static long Find(NpgsqlConnection connection, IEnumerable<Stores.StoreRow> stores)
    {
        var (latest, found) = (PollChunk.None, 0);
        using (var polls = Open(connection))
        {
            for (; polls.MoveNext(); found++)
                latest = Math.Max(latest, polls.AtMicroseconds);
        }

        return found == stores.Count(store => store.LastChunk != PollChunk.None)
            ? latest
            : throw new DamagedFactsException("the table of polls");
    }

    /// <summary>Goes to the next store.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (!_rows.Step())
            return false;

        var chunk = StoredChunk.Take(_rows, (int)_rows.Int64(4));
        var polls = new PollChunk.Reader(chunk.From, chunk.Text, long.MaxValue);
        AtMicroseconds = polls.MoveNext() ? polls.AtMicroseconds : PollChunk.None;
        return true;
    }

    public void Dispose() => _rows.Dispose();
}
