using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>The counted polls that decide a window under rule R10.</summary>
/// <param name="Active">How many of them were active.</param>
/// <param name="Counted">How many there are; zero when nothing is known about the window.</param>
/// <param name="Fallback">The poll before the window that stands in, when none lies in it.</param>
/// <param name="ObservedMicroseconds">
/// The business time of the window that lies in the business intervals of those polls; the rest is carried (rule R11a).
/// </param>
public readonly record struct ProportionalShare(int Active, int Counted, Poll? Fallback, long ObservedMicroseconds)
{
    /// <summary>
    /// The share of the window <c>[from, to]</c>: both ends belong to it here, because rule R10 counts a poll at its very end.
    /// </summary>
    /// <param name="polls">None of them taken yet.</param>
    internal static ProportionalShare Of(CountedPolls polls, IntervalSet businessTime, long from, long to, long maxCarry)
    {
        var (active, counted, observed) = (0, 0, 0L);
        var (fallback, latest) = (default(CountedPoll), default(CountedPoll));
        for (var poll = polls.Next(); poll.Exists && poll.AtMicroseconds <= to; poll = polls.Next())
        {
            if (poll.AtMicroseconds < from)
            {
                fallback = poll;
                continue;
            }

            counted++;
            active += ActiveOrNone(poll.Poll);
            if (!latest.Exists || latest.Interval != poll.Interval)
                observed += SharedTime(businessTime, poll.Interval, from, to);
            latest = poll;
        }

        if (counted > 0 || !fallback.Exists || from - fallback.AtMicroseconds >= maxCarry)
            return new(active, counted, null, observed);
        return new(ActiveOrNone(fallback.Poll), 1, fallback.Poll, SharedTime(businessTime, fallback.Interval, from, to));
    }

    /// <summary>The totals of the window: business time by the share, all of it unknown without polls.</summary>
    internal UptimeTotals Of(long businessTimeMicroseconds, long plannedMicroseconds) =>
        TotalsOf(businessTimeMicroseconds, UptimeOf(businessTimeMicroseconds), ObservedMicroseconds, plannedMicroseconds);

    /// <summary>The totals of a part of the window.</summary>
    /// <param name="observedMicroseconds">The business time of the part in the business intervals of the polls that decide.</param>
    internal UptimeTotals TotalsOf(
        long businessTimeMicroseconds, long uptimeMicroseconds, long observedMicroseconds, long plannedMicroseconds) =>
        Counted == 0
            ? new(0, 0, businessTimeMicroseconds, PlannedMicroseconds: plannedMicroseconds)
            : new(
                uptimeMicroseconds,
                businessTimeMicroseconds - uptimeMicroseconds,
                0,
                CarriedMicroseconds: businessTimeMicroseconds - observedMicroseconds,
                PlannedMicroseconds: plannedMicroseconds);

    /// <summary>The share of business time that is up, rounded half up to a microsecond; zero without polls.</summary>
    internal long UptimeOf(long businessTimeMicroseconds) =>
        Counted == 0 ? 0 : (long)(((Int128)businessTimeMicroseconds * Active * 2 + Counted) / (2 * (Int128)Counted));

    /// <summary>The business intervals of the polls that decide.</summary>
    /// <inheritdoc cref="Of(CountedPolls, IntervalSet, long, long, long)" path="/param"/>
    internal IntervalSet ObservedIntervals(CountedPolls polls, IntervalSet businessTime, long from, long to)
    {
        var first = Fallback?.AtMicroseconds ?? from;
        var observed = new IntervalSet.Builder();
        for (var poll = polls.Next(); poll.Exists && poll.AtMicroseconds <= to; poll = polls.Next())
        {
            if (Counted > 0 && poll.AtMicroseconds >= first)
                observed.Add(businessTime.StartOf(poll.Interval), businessTime.EndOf(poll.Interval));
        }

        return observed.Build();
    }

    // An interval may end before the window starts, or start where it ends.
    private static long SharedTime(IntervalSet businessTime, int interval, long from, long to) =>
        Math.Max(0, Math.Min(to, businessTime.EndOf(interval)) - Math.Max(from, businessTime.StartOf(interval)));

    private static int ActiveOrNone(in Poll poll) => poll.Status switch
    {
        StoreStatus.Active => 1,
        StoreStatus.Inactive => 0,
    };
}
