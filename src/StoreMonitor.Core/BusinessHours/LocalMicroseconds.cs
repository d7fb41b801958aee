using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>
/// Local times as whole microseconds since the local midnight at which 1970 begins. Such a number names an instant only together with a
/// zone, and some local times are none or two: see <see cref="ZoneResolver"/>.
/// </summary>
/// <remarks>
/// A report works out some hundred thousand openings and closings; with NodaTime's types for each, a date took a third longer.
/// </remarks>
internal static class LocalMicroseconds
{
    /// <summary>The length of a date on the local clock, whatever the clocks do.</summary>
    public const long PerDay = NodaConstants.TicksPerDay / UnixMicroseconds.TicksPerMicrosecond;

    /// <summary>The time of day, after midnight.</summary>
    public static long Of(LocalTime time) => time.TickOfDay / UnixMicroseconds.TicksPerMicrosecond;

    /// <summary>The midnight at which a date starts.</summary>
    public static long AtStartOf(LocalDate date) => Of(date.AtMidnight());

    /// <summary>The date and time.</summary>
    public static long Of(LocalDateTime local) => UnixMicroseconds.From(local.InUtc().ToInstant());

    /// <summary>The date and time so many microseconds after 1970 began.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the calendar of NodaTime.</exception>
    public static LocalDateTime ToLocalDateTime(long microseconds) => UnixMicroseconds.ToInstant(microseconds).InUtc().LocalDateTime;
}
