using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The hours and the zone that apply to a store, which of them are defaults, and whether they are known at all (rule R2).</summary>
/// <param name="Schedule">The week the store keeps.</param>
/// <param name="Zone">The zone its local times are in.</param>
/// <param name="IsDefaultSchedule">No file has named hours of the store, so it counts as open 24×7.</param>
/// <param name="IsDefaultZone">No file has named a zone of the store, so it counts as being in <see cref="DefaultZone"/>.</param>
/// <remarks>
/// Rule R2: given but unreadable is not the same as not given. While <see cref="IsKnown"/> is false, the schedule and the zone are
/// placeholders (open 24×7, UTC): the business time of the store is not known, and it has no figures.
/// </remarks>
public sealed record StoreHours(WeeklySchedule Schedule, DateTimeZone Zone, bool IsDefaultSchedule, bool IsDefaultZone)
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
    /// <param name="schedule">Its week; <c>null</c> when none is known.</param>
    /// <param name="zone">Its zone; <c>null</c> when none is known.</param>
    /// <param name="weekProblem">Why the rows that name its hours could not be read. It matters only while no week is known.</param>
    /// <param name="zoneProblem">The same for its zone.</param>
    public static StoreHours Of(WeeklySchedule? schedule, DateTimeZone? zone, string? weekProblem = null, string? zoneProblem = null)
    {
        var (isWeekUnreadable, isZoneUnreadable) = (schedule is null && weekProblem is not null, zone is null && zoneProblem is not null);
        return new StoreHours(
            schedule ?? WeeklySchedule.Always,
            zone ?? (isZoneUnreadable ? DateTimeZone.Utc : DefaultZone),
            schedule is null && !isWeekUnreadable,
            zone is null && !isZoneUnreadable)
        {
            WeekProblem = isWeekUnreadable ? weekProblem : null,
            ZoneProblem = isZoneUnreadable ? zoneProblem : null,
        };
    }
}
