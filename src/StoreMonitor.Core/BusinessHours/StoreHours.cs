using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The calendar of a store, which of its parts are defaults, and whether it is known at all (rule R2).</summary>
/// <param name="Calendar">The hours and the zone on each local date, and the closures.</param>
/// <param name="IsDefaultSchedule">No file has named hours of the store, so it counts as open 24×7.</param>
/// <param name="IsDefaultZone">No file has named a zone of the store, so it counts as being in <see cref="DefaultZone"/>.</param>
/// <remarks>
/// Rule R2: given but unreadable is not the same as not given. While <see cref="IsKnown"/> is false, the week and the zone of the calendar
/// are placeholders (open 24×7, UTC): the business time of the store is not known, and it has no figures.
/// </remarks>
public sealed record StoreHours(StoreCalendar Calendar, bool IsDefaultSchedule, bool IsDefaultZone)
{
    /// <summary>The zone of a store that no file has named one for: rule R2.</summary>
    public static readonly DateTimeZone DefaultZone = DateTimeZoneProviders.Tzdb["America/Chicago"];

    /// <summary>Why the week is not known although a file named it; <c>null</c> when it is known, or a default.</summary>
    public string? WeekProblem { get; private init; }

    /// <summary>Why the zone is not known although a file named it; <c>null</c> when it is known, or a default.</summary>
    public string? ZoneProblem { get; private init; }

    /// <summary>Whether the business time of the store is known. When it is not, the store has no figures (rule R2).</summary>
    public bool IsKnown => WeekProblem is null && ZoneProblem is null;

    /// <summary>Why the business time is not known, in one line; <c>null</c> when it is known.</summary>
    public string? Problem => WeekProblem is null || ZoneProblem is null ? WeekProblem ?? ZoneProblem : $"{WeekProblem}; {ZoneProblem}";

    /// <summary>The hours of a store.</summary>
    /// <param name="week">Its undated week; <c>null</c> when none is known.</param>
    /// <param name="zone">Its undated zone; <c>null</c> when none is known.</param>
    /// <param name="weekProblem">Why the rows that name its hours could not be read. It matters only while no week is known.</param>
    /// <param name="zoneProblem">The same for its zone.</param>
    /// <param name="changes">Its dated weeks and zones, special hours and closures; <c>null</c> for none.</param>
    /// <returns>A dated week or zone counts as known: before its first date it applies as well (rule R19). Special hours are no
    /// week.</returns>
    public static StoreHours Of(
        WeeklySchedule? week, DateTimeZone? zone, string? weekProblem = null, string? zoneProblem = null, CalendarChanges? changes = null)
    {
        var (hasWeek, hasZone) = (week is not null || changes?.Weeks.Count > 0, zone is not null || changes?.Zones.Count > 0);
        var (isWeekUnreadable, isZoneUnreadable) = (!hasWeek && weekProblem is not null, !hasZone && zoneProblem is not null);
        return new StoreHours(
            StoreCalendar.Of(week, isZoneUnreadable ? DateTimeZone.Utc : zone, changes),
            !hasWeek && !isWeekUnreadable,
            !hasZone && !isZoneUnreadable)
        {
            WeekProblem = isWeekUnreadable ? weekProblem : null,
            ZoneProblem = isZoneUnreadable ? zoneProblem : null,
        };
    }
}
