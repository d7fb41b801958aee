using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Notices polls ahead of the clock: a single one moves everybody's "now" (rule R13), and leaves most figures empty.</summary>
internal static class PollsAhead
{
    private const string Latest = """
        SELECT s.store_id, c.from_us, c.polls
        FROM stores s JOIN poll_chunks c ON c.store_key = s.store_key AND c.from_us = s.last_chunk_us
        """;

    /// <summary>Warns, with the store and what to do, when the latest poll is ahead of the clock.</summary>
    public static void Warn(ReadConnection connection, Instant now, TextWriter diagnostics)
    {
        var limit = now + PollRule.MaxAheadOfClock;
        if (FactsMetadata.ReadLatestPoll(connection) is not { } latest || latest <= limit)
            return;

        var (storeId, stores) = Find(connection, UnixMicroseconds.From(limit), UnixMicroseconds.From(latest));
        var others = stores > 1 ? string.Create(CultureInfo.InvariantCulture, $", and of {stores - 1} other stores") : "";
        diagnostics.WriteLine(
            $"warning: the latest poll, {InstantText.Format(latest)} of the store '{PrintableText.Of(storeId)}'{others}, is {Ahead(latest - now)} ahead of the clock. "
            + $"Reports count from it. To remove what is ahead: prune --after {InstantText.Format(now)}");
    }

    // The store of the latest poll, and how many have one beyond the limit.
    private static (string StoreId, int Stores) Find(ReadConnection connection, long limit, long latest)
    {
        var (storeId, stores) = ("", 0);
        using var statement = new RawStatement(connection, Latest);
        while (statement.Step())
        {
            var chunk = new PollChunk.Reader(statement.Int64(1), statement.Utf8(2), long.MaxValue);
            if (!chunk.MoveNext() || chunk.AtMicroseconds <= limit)
                continue;
            stores++;
            if (chunk.AtMicroseconds == latest)
                storeId = statement.Text(0);
        }

        return (storeId, stores);
    }

    private static string Ahead(Duration ahead) => ahead switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalDays} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalHours} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalMinutes} minutes"),
    };
}
