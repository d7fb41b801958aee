using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Storage;

/// <summary>Notices polls ahead of the clock: a single one moves everybody's "now" (rule R13), and leaves most figures empty.</summary>
internal static class PollsAhead
{
    /// <summary>Warns, with the store and what to do, when the latest poll is ahead of the clock.</summary>
    public static void Warn(IFactsReader reader, Instant now, TextWriter diagnostics)
    {
        var limit = now + PollRule.MaxAheadOfClock;
        if (reader.ReadState().LatestPoll is not { } latest || latest <= limit)
            return;

        var ahead = reader.FindAhead(UnixMicroseconds.From(limit), UnixMicroseconds.From(latest));
        var others = ahead.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and of {ahead.Count - 1} other stores") : "";
        diagnostics.WriteLine(
            $"warning: the latest poll, {InstantText.Format(latest)} of the store '{PrintableText.Of(ahead.LatestStoreId)}'{others}, "
            + $"is {Ahead(latest - now)} ahead of the clock. "
            + $"Reports count from it. To remove what is ahead: prune --after {InstantText.Format(now)}");
    }

    private static string Ahead(Duration ahead) => ahead switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalDays} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalHours} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)ahead.TotalMinutes} minutes"),
    };
}
