using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests;

/// <summary>Business hours as tests write them: <c>Mon 09:00-12:00</c>, rows parted by commas.</summary>
internal static class Week
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static WeeklySchedule Of(string rows) => WeeklySchedule.Of(rows.Split(", ").Select(Row));

    /// <summary>The same hours on every weekday, as <c>09:00-17:00</c>.</summary>
    public static WeeklySchedule Daily(string hours) => WeeklySchedule.Of(Days.Select(day => Row($"{day} {hours}")));

    public static OpeningHours Row(string row)
    {
        var parts = row.Split(' ', '-');
        var hour = int.Parse(parts[2].AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture);
        var closes = hour < 24 ? parts[2] : $"{hour - 24:00}{parts[2][2..]}";
        return new OpeningHours((IsoDayOfWeek)(Array.IndexOf(Days, parts[0]) + 1), Time(parts[1]), Time(closes), hour >= 24);
    }

    /// <summary>Business time within a span (as <see cref="Utc"/> reads it), as plain intervals.</summary>
    public static IEnumerable<Interval> OpenWithin(this WeeklySchedule week, string span, string zone)
    {
        var range = Utc.Span(span);
        return new BusinessTime(week, DateTimeZoneProviders.Tzdb[zone]).Within(range.Start, range.End).Intervals;
    }

    private static LocalTime Time(string text) => LocalTimePattern.ExtendedIso.Parse(text.Length == 5 ? $"{text}:00" : text).Value;
}
