using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Log;

/// <summary>Counts logged polls. While the log is folded, and after a poll is sent again, the same poll is in a chunk too.</summary>
internal static class LogCount
{
    // The chunk that has the poll of an instant, if any has.
    private const string Select =
        "SELECT from_us, polls FROM poll_chunks WHERE store_key = ?1 AND from_us <= ?2 ORDER BY from_us DESC LIMIT 1";

    /// <summary>How many of the logged polls have a store and instant of which no chunk has a poll.</summary>
    public static long OfPollsInNoChunk(ReadConnection connection, LoggedPolls logged)
    {
        if (logged.IsEmpty)
            return 0;

        var count = 0L;
        using var chunk = new RawStatement(connection, Select);
        foreach (ref readonly var poll in logged.All)
        {
            chunk.Bind(1, poll.StoreKey);
            chunk.Bind(2, poll.AtMicroseconds);
            count += chunk.Step() && HasPollAt(chunk, poll.AtMicroseconds) ? 0 : 1;
            chunk.Reset();
        }

        return count;
    }

    private static bool HasPollAt(RawStatement chunk, long atMicroseconds)
    {
        var polls = new PollChunk.Reader(chunk.Int64(0), chunk.Utf8(1), long.MaxValue);
        while (polls.MoveNext() && polls.AtMicroseconds >= atMicroseconds)
        {
            if (polls.AtMicroseconds == atMicroseconds)
                return true;
        }

        return false;
    }
}
