using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;

namespace StoreMonitor.Uptime;

/// <summary>What of a store's calendar applies at an instant or in a window (rules R17 to R19).</summary>
internal static class CalendarAt
{
    /// <summary>The first date of the dated week that applies at an instant; <c>null</c> if the week is undated.</summary>
    public static LocalDate? FirstDateOfWeek(StoreCalendar calendar, Instant instant) =>
        WeeksUpTo(calendar, DateAt(calendar, instant)).LastOrDefault()?.First;

    /// <summary>The first date of the dated zone that applies at an instant; <c>null</c> if the zone is undated.</summary>
    public static LocalDate? FirstDateOfZone(StoreCalendar calendar, Instant instant)
    {
        var date = DateAt(calendar, instant);
        return calendar.Changes.Zones.LastOrDefault(zone => zone.First <= date)?.First;
    }

    /// <summary>The dated weeks that begin on a date after the one on which a window starts.</summary>
    public static IEnumerable<DatedWeek> WeeksBegunIn(StoreCalendar calendar, Interval window) =>
        WeeksUpTo(calendar, LastDateOf(calendar, window)).Where(week => week.First > DateAt(calendar, window.Start));

    /// <summary>The dated zones that begin on a date after the one on which a window starts.</summary>
    public static IEnumerable<DatedZone> ZonesBegunIn(StoreCalendar calendar, Interval window)
    {
        var (first, last) = (DateAt(calendar, window.Start), LastDateOf(calendar, window));
        return calendar.Changes.Zones.Where(zone => zone.First > first && zone.First <= last);
    }

    /// <summary>The special hours of the dates of a window, and of the date before it if they run into the window's first date.</summary>
    public static IEnumerable<SpecialHours> SpecialHoursIn(StoreCalendar calendar, Interval window)
    {
        var (first, last) = (DateAt(calendar, window.Start), LastDateOf(calendar, window));
        return calendar.Changes.SpecialHours.Where(day => day.Date <= last && (day.Date >= first || RunsInto(day, first)));
    }

    /// <summary>The closures that share an instant with a window, each as it was given.</summary>
    public static IEnumerable<ClosureFact> ClosuresIn(Store store, Interval window)
    {
        var (from, to) = (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
        return ClosuresText.Read(store.Details.Closures).Where(closure => closure.From < to && closure.To > from);
    }

    private static IEnumerable<DatedWeek> WeeksUpTo(StoreCalendar calendar, LocalDate date) =>
        calendar.Changes.Weeks.Where(week => week.First <= date);

    private static bool RunsInto(SpecialHours day, LocalDate date) =>
        day.Date.PlusDays(1) == date && day.Hours.Rows.Any(row => row.IsOvernight);

    private static LocalDate LastDateOf(StoreCalendar calendar, Interval window) => DateAt(calendar, window.End - Duration.Epsilon);

    private static LocalDate DateAt(StoreCalendar calendar, Instant instant) => instant.InZone(calendar.ZoneAt(instant)).Date;
}
