using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The hours and the zone that apply to a store, and which of them are defaults (rule R2).</summary>
/// <param name="Schedule">The week the store keeps.</param>
/// <param name="Zone">The zone its local times are in.</param>
/// <param name="IsDefaultSchedule">No business hours are known for the store, so it counts as open 24×7.</param>
/// <param name="IsDefaultZone">No zone is known for the store, so it counts as being in <see cref="DefaultZone"/>.</param>
public sealed record StoreHours(WeeklySchedule Schedule, DateTimeZone Zone, bool IsDefaultSchedule, bool IsDefaultZone)
{
    /// <summary>The zone of a store of which none is known: rule R2.</summary>
    public static readonly DateTimeZone DefaultZone = DateTimeZoneProviders.Tzdb["America/Chicago"];

    /// <summary>The hours of a store of which this much is known; <c>null</c> stands for "nothing", and its default applies.</summary>
    public static StoreHours Of(WeeklySchedule? schedule, DateTimeZone? zone) =>
        new(schedule ?? WeeklySchedule.Always, zone ?? DefaultZone, schedule is null, zone is null);
}
