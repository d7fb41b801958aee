using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Uptime;

/// <summary>Cuts a window into buckets at the midnights and full hours of a store's local clock (rule R20).</summary>
/// <remarks>
/// A cut is resolved as an opening is (rule R7), in the zone of its date (rule R19): a skipped midnight or hour is the first instant after
/// the gap, a repeated one its first occurrence. So the hour that comes twice is one bucket of two hours, and an hour that is skipped has
/// none. Where several cuts fall on one instant, or a change of the zone puts a date before the end of the date before it, the last cut in
/// local order counts.
/// </remarks>
public static class TimeBuckets
{
    // A local date lies within 18 hours of the same date in UTC, so all cuts in a window are those of its dates and of two more on either
    // side.
    private const int MarginInDays = 2;

    private const int HoursPerDay = 24;
    private const long MicrosecondsPerHour = LocalMicroseconds.PerDay / HoursPerDay;

    /// <summary>The buckets of a window: adjacent, in order, none empty; together they are the window.</summary>
    /// <param name="window">A bounded half-open interval; without buckets when it is empty.</param>
    /// <param name="calendar">Says in which zone the dates of the store are.</param>
    /// <exception cref="InvalidOperationException">The window has no start or no end.</exception>
    public static IReadOnlyList<TimeBucket> Cut(Interval window, BucketUnit unit, StoreCalendar calendar)
    {
        var (from, to) = (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
        if (from == to)
            return [];

        var cuts = CutsAround(window, unit, calendar);
        var buckets = new List<TimeBucket>(cuts.Count);
        for (var index = 0; index < cuts.Count; index++)
        {
            var start = Math.Max(from, cuts[index].At);
            var end = index + 1 < cuts.Count ? Math.Min(to, cuts[index + 1].At) : to;
            if (start < end)
            {
                buckets.Add(new TimeBucket(
                    new Interval(UnixMicroseconds.ToInstant(start), UnixMicroseconds.ToInstant(end)), cuts[index].LocalStart));
            }
        }

        return buckets;
    }

    // In order of their instants, none twice.
    private static List<LocalCut> CutsAround(Interval window, BucketUnit unit, StoreCalendar calendar)
    {
        var cuts = new List<LocalCut>();
        var last = window.End.InUtc().Date.PlusDays(MarginInDays);
        var (zone, resolver) = (default(DateTimeZone), default(ZoneResolver));
        for (var date = StartOf(unit, window.Start.InUtc().Date.PlusDays(-MarginInDays)); date <= last; date = Next(unit, date))
        {
            if (calendar.ZoneOn(date) is var zoneOfDate && zoneOfDate != zone)
                (zone, resolver) = (zoneOfDate, new ZoneResolver(zoneOfDate));
            for (var hour = 0; hour < (unit == BucketUnit.Hour ? HoursPerDay : 1); hour++)
            {
                var local = LocalMicroseconds.AtStartOf(date) + (hour * MicrosecondsPerHour);
                Add(cuts, new LocalCut(resolver!.Resolve(local, BusinessTime.Opening), date.At(new LocalTime(hour, 0))));
            }
        }

        return cuts;
    }

    // The later cut in local order counts, so it removes those at or after its instant.
    private static void Add(List<LocalCut> cuts, LocalCut cut)
    {
        while (cuts.Count > 0 && cuts[^1].At >= cut.At)
            cuts.RemoveAt(cuts.Count - 1);
        cuts.Add(cut);
    }

    private static LocalDate StartOf(BucketUnit unit, LocalDate date) => unit switch
    {
        BucketUnit.Hour or BucketUnit.Day => date,
        BucketUnit.Week => date.PlusDays(1 - (int)date.DayOfWeek),
        BucketUnit.Month => new LocalDate(date.Year, date.Month, 1),
    };

    private static LocalDate Next(BucketUnit unit, LocalDate date) => unit switch
    {
        BucketUnit.Hour or BucketUnit.Day => date.PlusDays(1),
        BucketUnit.Week => date.PlusWeeks(1),
        BucketUnit.Month => date.PlusMonths(1),
    };

    private sealed record LocalCut(long At, LocalDateTime LocalStart);
}
