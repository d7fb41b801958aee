using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Sampling;

/// <summary>Which polls a made-up store gets.</summary>
internal enum PollHabit
{
    Ordinary,

    /// <summary>Its last poll is twenty days before the end.</summary>
    Dormant,

    /// <summary>It is polled, but never within its hours.</summary>
    OutsideHoursOnly,
}

/// <summary>A store of a synthetic data set.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ZoneId">Its zone; <c>null</c> for a store that the zones file leaves out.</param>
/// <param name="Rows">Its business hours; empty for a store that the hours file leaves out.</param>
/// <param name="Habit">Which polls it gets.</param>
internal sealed record SampleStore(string Id, string? ZoneId, IReadOnlyList<OpeningHours> Rows, PollHabit Habit = PollHabit.Ordinary)
{
    public StoreHours Hours => StoreHours.Of(
        Rows.Count == 0 ? null : WeeklySchedule.Of(Rows), ZoneId is null ? null : DateTimeZoneProviders.Tzdb[ZoneId]);
}
