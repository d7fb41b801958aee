using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Reads the latest poll of each store.</summary>
internal static class LatestPolls
{
    private const string Latest = """
        SELECT s.store_id, c.from_us, c.polls
        FROM stores s JOIN poll_chunks c ON c.store_key = s.store_key AND c.from_us = s.last_chunk_us
        """;

    /// <inheritdoc cref="IFactsReader.FindAhead"/>
    public static StoresAhead FindAhead(ReadConnection connection, long afterMicroseconds, long latestMicroseconds)
    {
        var (storeId, stores) = ("", 0);
        using var statement = new RawStatement(connection, Latest);
        while (statement.Step())
        {
            var chunk = new PollChunk.Reader(statement.Int64(1), statement.Utf8(2), long.MaxValue);
            if (!chunk.MoveNext() || chunk.AtMicroseconds <= afterMicroseconds)
                continue;
            stores++;
            if (chunk.AtMicroseconds == latestMicroseconds)
                storeId = statement.Text(0);
        }

        return new StoresAhead(storeId, stores);
    }
}
