using System.Text;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Calendars;

/// <summary>Turns the texts that are stored of a store into its hours, for both databases. Not thread-safe.</summary>
/// <remarks>
/// Stores whose texts are equal share one object, which is made once: chains keep few distinct weeks, and their holidays are alike. The
/// lookups are by strings, for which the runtime comes compiled.
/// </remarks>
internal sealed class StoredHours
{
    private readonly Dictionary<string, WeeklySchedule> _weeks = [];
    private readonly Dictionary<string, CalendarChanges> _changes = [];

    /// <summary>The hours of a store.</summary>
    /// <param name="zoneId">Its undated zone; <c>null</c> when none is known.</param>
    /// <param name="week">Its undated week as <see cref="WeekText"/>; <c>null</c> when none is known.</param>
    /// <exception cref="DamagedFactsException">A text is not what was stored.</exception>
    public StoreHours Of(string? zoneId, string? week, string? weekProblem, string? zoneProblem, StoreDetails details) => StoreHours.Of(
        week is null ? null : WeekOf(week),
        zoneId is null ? null : DateTimeZoneProviders.Tzdb[zoneId],
        weekProblem,
        zoneProblem,
        details.HasCalendar ? ChangesOf(details) : null);

    /// <summary>The schedule of rows as they are stored.</summary>
    public static WeeklySchedule ScheduleOf(IReadOnlyList<HoursFact> rows)
    {
        var hours = new OpeningHours[rows.Count];
        for (var index = 0; index < rows.Count; index++)
        {
            hours[index] = OpeningHours.Written(
                (IsoDayOfWeek)(rows[index].Day + 1), rows[index].OpensAtSecond, rows[index].ClosesAtSecond);
        }

        return WeeklySchedule.Of(hours);
    }

    private WeeklySchedule WeekOf(string text)
    {
        if (!_weeks.TryGetValue(text, out var schedule))
            _weeks.Add(text, schedule = ScheduleOf(WeekText.Read(Encoding.UTF8.GetBytes(text))));
        return schedule;
    }

    private CalendarChanges ChangesOf(StoreDetails details)
    {
        var text = string.Join('\n', details.DatedWeeks, details.DatedZones, details.SpecialHours, details.Closures);
        if (!_changes.TryGetValue(text, out var changes))
            _changes.Add(text, changes = ReadChanges(details));
        return changes;
    }

    private static CalendarChanges ReadChanges(StoreDetails details) => CalendarChanges.Of(
        DatedHoursText.Read(details.DatedWeeks).ConvertAll(week => new DatedWeek(week.Date, ScheduleOf(week.Rows))),
        DatedZonesText.Read(details.DatedZones).ConvertAll(zone => new DatedZone(zone.First, DateTimeZoneProviders.Tzdb[zone.ZoneId])),
        DatedHoursText.Read(details.SpecialHours).ConvertAll(day => new SpecialHours(day.Date, ScheduleOf(day.Rows))),
        ClosedIntervals(ClosuresText.Read(details.Closures)));

    private static IntervalSet ClosedIntervals(List<ClosureFact> closures) => IntervalSet.Of(closures.Select(
        closure => new Interval(UnixMicroseconds.ToInstant(closure.From), UnixMicroseconds.ToInstant(closure.To))));
}
