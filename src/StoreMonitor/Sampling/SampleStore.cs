using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Sampling;

/// <summary>Which polls a synthetic store gets.</summary>
internal enum PollHabit
{
    Ordinary,

    /// <summary>The last poll is twenty days before the end.</summary>
    Dormant,

    /// <summary>All polls are outside business hours.</summary>
    OutsideHoursOnly,
}

/// <summary>A store of a synthetic data set.</summary>
/// <param name="Id">The store id.</param>
/// <param name="ZoneId">The zone; <c>null</c> if the zones file omits the store.</param>
/// <param name="Rows">The business hours; empty if the hours file omits the store.</param>
/// <param name="Habit">Which polls the store gets.</param>
internal sealed record SampleStore(string Id, string? ZoneId, IReadOnlyList<OpeningHours> Rows, PollHabit Habit = PollHabit.Ordinary)
{
    public StoreHours Hours => StoreHours.Of(
        Rows.Count == 0 ? null : WeeklySchedule.Of(Rows), ZoneId is null ? null : DateTimeZoneProviders.Tzdb[ZoneId]);
}
