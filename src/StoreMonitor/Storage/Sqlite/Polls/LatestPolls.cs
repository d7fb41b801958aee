using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Reads the latest poll of each store.</summary>
internal static class LatestPolls
{
    private const string Latest = """
        SELECT s.store_id, c.from_us, c.polls, s.store_key
        FROM stores s LEFT JOIN poll_chunks c ON c.store_key = s.store_key AND c.from_us = s.last_chunk_us
        """;

    /// <inheritdoc cref="IFactsReader.FindAhead"/>
    /// <param name="log">The polls that are not in chunks.</param>
    public static StoresAhead FindAhead(ReadConnection connection, LoggedPolls log, long afterMicroseconds, long latestMicroseconds)
    {
        var (storeId, stores) = ("", 0);
        using var statement = new RawStatement(connection, Latest);
        while (statement.Step())
        {
            var latest = Math.Max(LatestInChunk(statement), LatestIn(log.Of((int)statement.Int64(3))));
            if (latest <= afterMicroseconds)
                continue;
            stores++;
            if (latest == latestMicroseconds)
                storeId = statement.Text(0);
        }

        return new StoresAhead(storeId, stores);
    }

    private static long LatestInChunk(RawStatement row)
    {
        if (row.IsNull(1))
            return PollChunk.None;
        var chunk = new PollChunk.Reader(row.Int64(1), row.Utf8(2), long.MaxValue);
        return chunk.MoveNext() ? chunk.AtMicroseconds : PollChunk.None;
    }

    private static long LatestIn(ReadOnlySpan<PollFact> logged) => logged.IsEmpty ? PollChunk.None : logged[^1].AtMicroseconds;
}
