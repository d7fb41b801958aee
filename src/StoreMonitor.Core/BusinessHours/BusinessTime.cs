using NodaTime;
using NodaTime.TimeZones;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>Business time: a weekly schedule in a time zone, as instants. The only place where local time becomes elapsed time.</summary>
/// <remarks>
/// Rule R4: one interval per local date and row, each end resolved on its own date, overlapping or touching ones merged.
/// Rule R7: a skipped local time is the first instant after the gap; a repeated one is its first occurrence for an opening and its
/// second for a closing.
/// </remarks>
public sealed class BusinessTime(WeeklySchedule schedule, DateTimeZone zone)
{
    // A row closes on the next date at the latest. Where the clocks go back over midnight, a time before midnight that comes again lies
    // after the midnight that follows it, so the row can reach into the date after that.
    private const int ReachInDays = 2;

    // How much further to look when an interval goes on beyond the dates looked at; chosen: a week holds every row.
    private const int StepInDays = 7;

    /// <summary>Rule R7 for an opening.</summary>
    internal static readonly ZoneLocalMappingResolver Opening =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Rule R7 for a closing.</summary>
    internal static readonly ZoneLocalMappingResolver Closing =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The whole business intervals that share an instant with <c>[from, to)</c>.</summary>
    /// <returns>
    /// Each is as long as the business goes on without a break, also before <paramref name="from"/> and after <paramref name="to"/>:
    /// rule R8 asks whether two instants lie in the same one. A store that never closes has one, without bounds.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public IntervalSet Touching(Instant from, Instant to)
    {
        if (to <= from)
            throw new ArgumentException("the end of a range is not after its start", nameof(to));
        if (schedule.IsAlwaysOpen)
            return IntervalSet.Always;

        var resolver = new ZoneResolver(zone);

        // One day more than the reach: a night that began the day before is then whole at once.
        var first = from.InZone(zone).Date.PlusDays(-ReachInDays - 1);
        var last = to.InZone(zone).Date.PlusDays(ReachInDays);
        while (true)
        {
            var touching = Keep(OpenedBetween(first, last, resolver), UnixMicroseconds.From(from), UnixMicroseconds.From(to));
            if (touching.Count == 0)
                return touching;

            // Whole only if no date left out could reach it. A schedule with a hole has one in every three weeks, so this ends.
            var isWholeBefore = touching.StartOf(0) > MicrosecondsAtStartOf(first.PlusDays(ReachInDays), resolver);
            var isWholeAfter = touching.EndOf(touching.Count - 1) < MicrosecondsAtStartOf(last, resolver);
            if (isWholeBefore && isWholeAfter)
                return touching;

            first = isWholeBefore ? first : first.PlusDays(-StepInDays);
            last = isWholeAfter ? last : last.PlusDays(StepInDays);
        }
    }

    /// <summary>Business time within <c>[from, to)</c>: the instants of it that are business time.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public IntervalSet Within(Instant from, Instant to) => Touching(from, to).Within(from, to);

    private static IntervalSet Keep(IntervalSet all, long from, long to)
    {
        var kept = new IntervalSet.Builder();
        for (var index = all.FirstEndingAfter(from); index < all.Count && all.StartOf(index) < to; index++)
            kept.Add(all.StartOf(index), all.EndOf(index));
        return kept.Build();
    }

    private IntervalSet OpenedBetween(LocalDate first, LocalDate last, ZoneResolver resolver)
    {
        var intervals = new IntervalSet.Builder();
        var midnight = LocalMicroseconds.AtStartOf(first);
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var row in schedule.OpeningOn(date))
            {
                intervals.Add(
                    resolver.Resolve(midnight + row.OpensAtMicrosecond, Opening), resolver.Resolve(midnight + row.ClosesAtMicrosecond, Closing));
            }

            midnight += LocalMicroseconds.PerDay;
        }

        return intervals.Build();
    }

    private static long MicrosecondsAtStartOf(LocalDate date, ZoneResolver resolver) => resolver.Resolve(LocalMicroseconds.AtStartOf(date), Opening);
}
