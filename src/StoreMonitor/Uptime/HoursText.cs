using System.Globalization;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Uptime;

/// <summary>
/// Formats a week of business hours, grouping days with equal hours: <c>Mon–Fri 09:00–21:00, Sat 10:00–14:00, Sun closed</c>.
/// </summary>
internal static class HoursText
{
    private const string Closed = "closed";
    private const int SecondsPerMinute = 60;
    private const int SecondsPerHour = 60 * SecondsPerMinute;

    /// <summary>The week of a schedule as it was given.</summary>
    public static string Of(WeeklySchedule schedule)
    {
        if (schedule.Rows.Count == 0)
            return "closed all week";

        var days = Enumerable.Range((int)IsoDayOfWeek.Monday, 7).Select(day => OfDay(schedule, (IsoDayOfWeek)day)).ToList();
        var runs = new List<string>();
        for (var first = 0; first < days.Count;)
        {
            var next = first + 1;
            while (next < days.Count && days[next] == days[first])
                next++;
            runs.Add($"{NameOf(first)}{(next - first > 1 ? $"–{NameOf(next - 1)}" : "")} {days[first]}");
            first = next;
        }

        return string.Join(", ", runs);
    }

    /// <summary>The hours of one date: <c>Fri 2026-12-25 10:00–14:00</c>.</summary>
    public static string OfDate(SpecialHours day) =>
        $"{NameOf((int)day.Date.DayOfWeek - 1)} {LocalDateText.Format(day.Date)} {OfDay(day.Hours, day.Date.DayOfWeek)}";

    /// <summary>A local time as it was given, including 24:00 and later; zero seconds are omitted.</summary>
    public static string OfSecond(int second)
    {
        var (hour, minute, rest) = (second / SecondsPerHour, second / SecondsPerMinute % 60, second % SecondsPerMinute);
        return string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") + (rest == 0 ? "" : $":{rest:00}");
    }

    private static string OfDay(WeeklySchedule schedule, IsoDayOfWeek day)
    {
        var shifts = schedule.Rows.Where(row => row.Day == day)
            .Select(row => $"{OfSecond(row.OpensAtSecond)}–{OfSecond(row.ClosesAtSecond)}").ToList();
        return shifts.Count == 0 ? Closed : string.Join(" ", shifts);
    }

    private static string NameOf(int index) => ((IsoDayOfWeek)(index + 1)).ToString()[..3];
}
