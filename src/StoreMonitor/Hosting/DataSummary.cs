using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>Summarizes a database in one line, so that old data is not mistaken for new.</summary>
internal static class DataSummary
{
    private static readonly InstantPattern Minutes = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'");

    /// <summary>Text such as <c>60 stores, 27,619 polls, latest 2026-03-31 23:43 UTC, 238 days ago</c>.</summary>
    public static string Of(DataSize size, Instant now)
    {
        var latest = size.LatestPoll is { } at ? $", latest {Minutes.Format(at)}, {AgeText.Of(at, now)}" : "";
        return $"{AgeText.Counted(size.Stores, "store")}, {AgeText.Counted(size.Polls, "poll")}{latest}";
    }
}
