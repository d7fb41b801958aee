using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The hours of one local date, which replace every weekly row that opens on that date (rule R17).</summary>
/// <param name="Date">The local date on which the rows open.</param>
/// <param name="Hours">The rows, all on the weekday of the date; <see cref="WeeklySchedule.Never"/> when the store stays closed.</param>
/// <remarks>A row that opened on the day before still runs into the date, and a row of the date may run into the next.</remarks>
public sealed record SpecialHours(LocalDate Date, WeeklySchedule Hours)
{
    /// <summary>The rows that open on <see cref="Date"/>.</summary>
    public WeeklySchedule Hours { get; } = OpensOnlyOn(Date, Hours)
        ? Hours
        : throw new ArgumentException("a row of special hours opens on another weekday than that of its date", nameof(Hours));

    /// <summary>The store does not open on the date.</summary>
    public static SpecialHours Closed(LocalDate date) => new(date, WeeklySchedule.Never);

    private static bool OpensOnlyOn(LocalDate date, WeeklySchedule hours)
    {
        foreach (var row in hours.Rows)
        {
            if (row.Day != date.DayOfWeek)
                return false;
        }

        return true;
    }
}
