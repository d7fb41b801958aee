using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>
/// The hours and the zone of a store on each local date: its week and zone, and what changes them by date (rules R17 and R19), with its
/// planned closures (rule R18). Immutable, and equal when all of that is, so that stores with equal calendars share their business time.
/// </summary>
/// <remarks>
/// <see cref="BusinessTime"/> asks it date by date. Nearly all stores have no <see cref="Changes"/>, and then each question is one check
/// more than asking the week itself.
/// </remarks>
public sealed class StoreCalendar : IEquatable<StoreCalendar>
{
    private readonly WeeklySchedule _week;
    private readonly DateTimeZone _zone;

    private StoreCalendar(WeeklySchedule week, DateTimeZone zone, CalendarChanges changes) =>
        (_week, _zone, Changes) = (week, zone, changes);

    /// <summary>Dated weeks and zones, special hours and closures.</summary>
    public CalendarChanges Changes { get; }

    /// <summary>The instants at which the store is closed as planned, whatever its hours (rule R18).</summary>
    public IntervalSet Closures => Changes.Closures;

    /// <summary>
    /// The week of the dates before the first dated week: the undated one, or where there is none the first dated one (rule R19).
    /// </summary>
    public WeeklySchedule FirstWeek => _week;

    /// <summary>
    /// The zone of the dates before the first dated zone: the undated one, or where there is none the first dated one (rule R19).
    /// </summary>
    public DateTimeZone FirstZone => _zone;

    /// <summary>Whether the hours leave no instant out, so that they are one interval without bounds. Closures do not count here.</summary>
    /// <remarks>
    /// False for every calendar with a dated entry: where two weeks or two zones meet, there can be a hole although neither of them has
    /// one.
    /// </remarks>
    internal bool IsAlwaysOpen => _week.IsAlwaysOpen && !HasDates;

    private bool HasDates => Changes.LastDate >= Changes.FirstDate;

    /// <summary>The calendar of a store.</summary>
    /// <param name="week">Its undated week; <c>null</c> when it has none.</param>
    /// <param name="zone">Its undated zone; <c>null</c> when it has none.</param>
    /// <param name="changes">What changes by date; <c>null</c> for nothing.</param>
    /// <returns>A store without any week is open 24×7, and one without any zone is in <see cref="StoreHours.DefaultZone"/> (rule
    /// R2).</returns>
    public static StoreCalendar Of(WeeklySchedule? week, DateTimeZone? zone, CalendarChanges? changes = null)
    {
        if (changes is null || ReferenceEquals(changes, CalendarChanges.None))
            return new StoreCalendar(week ?? WeeklySchedule.Always, zone ?? StoreHours.DefaultZone, CalendarChanges.None);

        var firstWeek = changes.Weeks.Count > 0 ? changes.Weeks[0].Week : WeeklySchedule.Always;
        var firstZone = changes.Zones.Count > 0 ? changes.Zones[0].Zone : StoreHours.DefaultZone;
        return new StoreCalendar(week ?? firstWeek, zone ?? firstZone, changes);
    }

    /// <summary>The rows that open on a local date, by opening time: its special hours (rule R17), or those of its week.</summary>
    public ReadOnlySpan<OpeningHours> OpeningOn(LocalDate date) => (SpecialHoursOn(date)?.Hours ?? WeekOn(date)).OpeningOn(date);

    /// <summary>The week that applies on a local date (rule R19), whether or not special hours replace it there.</summary>
    public WeeklySchedule WeekOn(LocalDate date)
    {
        var week = _week;
        for (var index = 0; index < Changes.Weeks.Count && Changes.Weeks[index].First <= date; index++)
            week = Changes.Weeks[index].Week;
        return week;
    }

    /// <summary>The zone in which the rows that open on a local date are resolved (rule R19).</summary>
    public DateTimeZone ZoneOn(LocalDate date)
    {
        var zone = _zone;
        for (var index = 0; index < Changes.Zones.Count && Changes.Zones[index].First <= date; index++)
            zone = Changes.Zones[index].Zone;
        return zone;
    }

    /// <summary>The zone in which an instant is shown: that of the last dated zone whose first date has begun in that zone.</summary>
    public DateTimeZone ZoneAt(Instant instant)
    {
        var zone = _zone;
        foreach (var dated in Changes.Zones)
            zone = StartOf(dated.First) <= instant ? dated.Zone : zone;
        return zone;
    }

    /// <summary>The week that applies at an instant: that of the local date of the instant.</summary>
    public WeeklySchedule WeekAt(Instant instant) => WeekOn(instant.InZone(ZoneAt(instant)).Date);

    /// <summary>The instant at which a local date starts: its midnight as rule R7 has it for an opening.</summary>
    public Instant StartOf(LocalDate date) => ZoneOn(date).ResolveLocal(date.AtMidnight(), BusinessTime.Opening).ToInstant();

    /// <inheritdoc/>
    public bool Equals(StoreCalendar? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _zone.Id == other._zone.Id && _week.Equals(other._week) && Changes.Equals(other.Changes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoreCalendar);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(_week.GetHashCode(), _zone.Id.GetHashCode(StringComparison.Ordinal), Changes.GetHashCode());

    /// <summary>The last date on which the zone of a date applies without a break; the last date there is when no other follows.</summary>
    internal LocalDate LastDateInZoneOf(LocalDate date)
    {
        foreach (var dated in Changes.Zones)
        {
            if (dated.First > date)
                return dated.First.PlusDays(-1);
        }

        return LocalDate.MaxIsoValue;
    }

    /// <summary>Whether a week without a hole applies on all dates up to this one, in one zone and without special hours.</summary>
    internal bool IsAlwaysOpenUntil(LocalDate date) => date < Changes.FirstDate && _week.IsAlwaysOpen;

    /// <summary>Whether a week without a hole applies on this date and all later ones, in one zone and without special hours.</summary>
    internal bool IsAlwaysOpenFrom(LocalDate date) => date > Changes.LastDate && WeekOn(date).IsAlwaysOpen;

    private SpecialHours? SpecialHoursOn(LocalDate date)
    {
        var (low, high) = (0, Changes.SpecialHours.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Changes.SpecialHours[middle].Date < date)
                low = middle + 1;
            else
                high = middle;
        }

        return low < Changes.SpecialHours.Count && Changes.SpecialHours[low].Date == date ? Changes.SpecialHours[low] : null;
    }
}
