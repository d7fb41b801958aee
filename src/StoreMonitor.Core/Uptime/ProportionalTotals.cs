using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Uptime;

/// <summary>The totals of windows and buckets under rule R10.</summary>
internal static class ProportionalTotals
{
    /// <summary>Each window has the share of its own polls.</summary>
    /// <param name="polls">None of them taken yet.</param>
    public static UptimeTotals[] OfWindows(CountedPolls polls, StoreTime time, ReadOnlySpan<Interval> windows, long maxCarry)
    {
        var totals = new UptimeTotals[windows.Length];
        for (var index = 0; index < totals.Length; index++)
        {
            var (from, to) = BoundsOf(windows[index]);
            totals[index] = ProportionalShare.Of(polls, time.BusinessTime, from, to, maxCarry)
                .Of(time.BusinessTime.MicrosecondsWithin(from, to), time.PlannedTime.MicrosecondsWithin(from, to));
        }

        return totals;
    }

    /// <summary>Each bucket has the share of the whole window, so that the buckets sum to it (rule R20).</summary>
    /// <param name="polls">None of them taken yet.</param>
    /// <param name="buckets">Adjacent and in order; at least one.</param>
    public static UptimeTotals[] OfBuckets(CountedPolls polls, StoreTime time, ReadOnlySpan<Interval> buckets, long maxCarry)
    {
        var (start, end) = (BoundsOf(buckets[0]).From, BoundsOf(buckets[^1]).To);
        var share = ProportionalShare.Of(polls, time.BusinessTime, start, end, maxCarry);
        var observed = share.ObservedIntervals(polls, time.BusinessTime, start, end);
        var totals = new UptimeTotals[buckets.Length];
        var businessTime = 0L;
        for (var index = 0; index < totals.Length; index++)
        {
            var (from, to) = BoundsOf(buckets[index]);
            var length = time.BusinessTime.MicrosecondsWithin(from, to);

            // The difference of two rounded sums: the differences sum to the uptime of the window, and none exceeds its bucket.
            var uptime = share.UptimeOf(businessTime + length) - share.UptimeOf(businessTime);
            businessTime += length;
            totals[index] = share.TotalsOf(
                length, uptime, observed.MicrosecondsWithin(from, to), time.PlannedTime.MicrosecondsWithin(from, to));
        }

        return totals;
    }

    private static (long From, long To) BoundsOf(Interval window) =>
        (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
}
