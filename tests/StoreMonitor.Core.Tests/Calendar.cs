using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests;

/// <summary>What changes the hours of a store by date, as tests write it.</summary>
internal static class Calendar
{
    /// <summary>The date written as <c>2024-10-07</c>.</summary>
    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    /// <summary>A week from a date on, its rows as <see cref="Week.Of"/> reads them; without rows when <paramref name="rows"/> is empty.</summary>
    public static DatedWeek From(string date, string rows) => new(Date(date), rows.Length == 0 ? WeeklySchedule.Never : Week.Of(rows));

    /// <summary>Special hours written as <c>10:00-14:00</c>, parted by commas; none when the store stays closed on the date.</summary>
    public static SpecialHours On(string date, string hours)
    {
        var weekday = Date(date).DayOfWeek.ToString()[..3];
        return new SpecialHours(
            Date(date), hours.Length == 0 ? WeeklySchedule.Never : WeeklySchedule.Of(hours.Split(", ").Select(row => Week.Row($"{weekday} {row}"))));
    }

    /// <summary>Closures as <see cref="Utc.Spans"/> reads them.</summary>
    public static IntervalSet Closed(string spans) => IntervalSet.Of(Utc.Spans(spans));

    /// <summary>Business time within a span (as <see cref="Utc"/> reads it), as plain intervals.</summary>
    public static IEnumerable<Interval> OpenWithin(this StoreCalendar calendar, string span)
    {
        var range = Utc.Span(span);
        return new BusinessTime(calendar).Within(range.Start, range.End).Intervals;
    }
}
