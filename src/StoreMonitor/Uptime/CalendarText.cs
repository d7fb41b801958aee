using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;

namespace StoreMonitor.Uptime;

/// <summary>Formats what changes the hours of a store in a window: weeks and zones that begin, special hours, and closures.</summary>
internal sealed class CalendarText(Store store, Interval window, TextWriter writer)
{
    public void Write()
    {
        var calendar = store.Hours.Calendar;
        foreach (var week in CalendarAt.WeeksBegunIn(calendar, window))
            Write($"hours from {LocalDateText.Format(week.First)} (R19): {HoursText.Of(week.Week)}");
        foreach (var zone in CalendarAt.ZonesBegunIn(calendar, window))
            Write($"zone from {LocalDateText.Format(zone.First)} (R19): {zone.Zone.Id}");
        foreach (var day in CalendarAt.SpecialHoursIn(calendar, window))
            Write($"special hours (R17): {HoursText.OfDate(day)}");
        foreach (var closure in CalendarAt.ClosuresIn(store, window))
            Write($"closure (R18): {TextOf(closure)}");
    }

    /// <summary>A closure in UTC, with its reason.</summary>
    public static string TextOf(ClosureFact closure)
    {
        var reason = closure.Reason is { } text ? $", {PrintableText.Of(text)}" : "";
        return $"{At(closure.From)} – {At(closure.To)}{reason}";
    }

    private static string At(long microseconds) => InstantText.Format(UnixMicroseconds.ToInstant(microseconds));

    private void Write(string text) => WrappedText.Write(writer, "  ", text);
}
