using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>A week of hours that applies from a local date on, until a later one begins (rule R19).</summary>
/// <param name="First">The first local date on which it applies.</param>
/// <param name="Week">Its rows; <see cref="WeeklySchedule.Never"/> for a store that is not open yet, or has closed for good.</param>
public sealed record DatedWeek(LocalDate First, WeeklySchedule Week);
