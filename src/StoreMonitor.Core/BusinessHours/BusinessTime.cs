using NodaTime;
using NodaTime.TimeZones;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The calendar of a store as instants. The only code that turns local time into elapsed time.</summary>
/// <remarks>
/// Rule R4: one interval per local date and row, each end resolved on its own date, overlapping or touching ones merged.
/// Rule R7: a skipped local time is the first instant after the gap; a repeated one is its first occurrence for an opening and its
/// second for a closing. Rule R19: both ends of a row are resolved in the zone of the date on which it opens. Rule R18: closures are
/// taken out at the end, as instants.
/// </remarks>
public sealed class BusinessTime(StoreCalendar calendar)
{
    // How far an instant of a date can lie from the same date in UTC, on either side. A row of a date ends before the second midnight after
    // it by the local clock, and the local clock is at most 18 hours away from UTC. This is also enough for clocks that go back over
    // midnight.
    private const int ReachInDays = 2;

    // How much further to look when an interval goes on beyond the dates looked at; chosen: a week holds every row.
    private const int StepInDays = 7;

    /// <summary>The business time of a store that keeps one week in one zone.</summary>
    public BusinessTime(WeeklySchedule schedule, DateTimeZone zone)
        : this(StoreCalendar.Of(schedule, zone))
    {
    }

    /// <summary>Rule R7 for an opening.</summary>
    internal static readonly ZoneLocalMappingResolver Opening =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Rule R7 for a closing.</summary>
    internal static readonly ZoneLocalMappingResolver Closing =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>
    /// The whole business intervals, and the whole intervals of planned time, that share an instant with <c>[from, to)</c>.
    /// </summary>
    /// <returns>
    /// Each interval is as long as the business goes on without a break, also before <paramref name="from"/> and after
    /// <paramref name="to"/>: rule R8 asks whether two instants lie in the same one. A store that never closes has one, without bounds.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public StoreTime Around(Instant from, Instant to)
    {
        if (to <= from)
            throw new ArgumentException("the end of a range is not after its start", nameof(to));

        var hours = HoursTouching(from, to);
        if (calendar.Closures.Count == 0)
            return StoreTime.Of(hours);
        return new StoreTime(Keep(hours.Subtract(calendar.Closures), from, to), Keep(hours.Intersect(calendar.Closures), from, to));
    }

    /// <summary>The whole business intervals that share an instant with <c>[from, to)</c>: see <see cref="Around"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public IntervalSet Touching(Instant from, Instant to) => Around(from, to).BusinessTime;

    /// <summary>Business time within <c>[from, to)</c>: the instants of it that are business time.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public IntervalSet Within(Instant from, Instant to) => Touching(from, to).Within(from, to);

    private IntervalSet HoursTouching(Instant from, Instant to)
    {
        if (calendar.IsAlwaysOpen)
            return IntervalSet.Always;

        // One day more than the reach: a night that began the day before is then whole at once.
        var first = from.InUtc().Date.PlusDays(-ReachInDays - 1);
        var last = to.InUtc().Date.PlusDays(ReachInDays);
        for (var step = StepInDays; ; step *= 2)
        {
            var touching = Keep(OpenedBetween(first, last), from, to);
            if (touching.Count == 0)
                return touching;

            // Whole only if no date left out could reach it. A schedule with a hole has one in every three weeks, so this ends.
            var isWholeBefore = touching.StartOf(0) > LocalMicroseconds.AtStartOf(first.PlusDays(ReachInDays));
            var isWholeAfter = touching.EndOf(touching.Count - 1) < LocalMicroseconds.AtStartOf(last);
            if (isWholeBefore && isWholeAfter)
                return touching;

            // The margin of one date makes sure that the endless hours meet the interval.
            var isEndlessBefore = !isWholeBefore && calendar.IsAlwaysOpenUntil(first.PlusDays(ReachInDays + 1));
            var isEndlessAfter = !isWholeAfter && calendar.IsAlwaysOpenFrom(last.PlusDays(-ReachInDays - 1));
            if ((isWholeBefore || isEndlessBefore) && (isWholeAfter || isEndlessAfter))
                return WithoutBounds(touching, isEndlessBefore, isEndlessAfter);

            first = isWholeBefore || isEndlessBefore ? first : first.PlusDays(-step);
            last = isWholeAfter || isEndlessAfter ? last : last.PlusDays(step);
        }
    }

    private static IntervalSet Keep(IntervalSet all, Instant from, Instant to)
    {
        var (start, end) = (UnixMicroseconds.From(from), UnixMicroseconds.From(to));
        var kept = new IntervalSet.Builder();
        for (var index = all.FirstEndingAfter(start); index < all.Count && all.StartOf(index) < end; index++)
            kept.Add(all.StartOf(index), all.EndOf(index));
        return kept.Build();
    }

    private static IntervalSet WithoutBounds(IntervalSet intervals, bool isEndlessBefore, bool isEndlessAfter)
    {
        var endless = new IntervalSet.Builder();
        for (var index = 0; index < intervals.Count; index++)
        {
            endless.Add(
                index == 0 && isEndlessBefore ? UnixMicroseconds.Min : intervals.StartOf(index),
                index == intervals.Count - 1 && isEndlessAfter ? UnixMicroseconds.Max : intervals.EndOf(index));
        }

        return endless.Build();
    }

    // A zone at a time, because the instants of two zones need not come in the order of their local dates.
    private IntervalSet OpenedBetween(LocalDate first, LocalDate last)
    {
        var end = LocalDate.Min(last, calendar.LastDateInZoneOf(first));
        var opened = OpenedInZone(first, end);
        while (end < last)
        {
            var next = end.PlusDays(1);
            end = LocalDate.Min(last, calendar.LastDateInZoneOf(next));
            opened = opened.Union(OpenedInZone(next, end));
        }

        return opened;
    }

    private IntervalSet OpenedInZone(LocalDate first, LocalDate last)
    {
        var resolver = new ZoneResolver(calendar.ZoneOn(first));
        var intervals = new IntervalSet.Builder();
        var midnight = LocalMicroseconds.AtStartOf(first);
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var row in calendar.OpeningOn(date))
            {
                intervals.Add(
                    resolver.Resolve(midnight + row.OpensAtMicrosecond, Opening),
                    resolver.Resolve(midnight + row.ClosesAtMicrosecond, Closing));
            }

            midnight += LocalMicroseconds.PerDay;
        }

        return intervals.Build();
    }
}
