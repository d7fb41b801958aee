using System.Text.Json;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;

namespace StoreMonitor.Uptime;

/// <summary>Formats what changes the hours of a store as JSON.</summary>
internal static class CalendarJson
{
    /// <summary>Writes what changes the hours of a store in a window.</summary>
    public static void Write(Utf8JsonWriter json, Store store, Interval window)
    {
        var calendar = store.Hours.Calendar;
        json.WriteStartArray("weeks_begun");
        foreach (var week in CalendarAt.WeeksBegunIn(calendar, window))
            WriteWeek(json, week.First, week.Week);
        json.WriteEndArray();
        json.WriteStartArray("zones_begun");
        foreach (var zone in CalendarAt.ZonesBegunIn(calendar, window))
            WriteZone(json, zone.First, zone.Zone.Id);
        json.WriteEndArray();
        json.WriteStartArray("special_hours");
        foreach (var day in CalendarAt.SpecialHoursIn(calendar, window))
            WriteDay(json, day.Date, day.Hours);
        json.WriteEndArray();
        json.WriteStartArray("closures");
        foreach (var closure in CalendarAt.ClosuresIn(store, window))
            WriteClosure(json, closure);
        json.WriteEndArray();
    }

    public static void WriteWeek(Utf8JsonWriter json, LocalDate first, WeeklySchedule week)
    {
        json.WriteStartObject();
        WriteDate(json, "first_date", first);
        WriteRows(json, "hours", week);
        json.WriteEndObject();
    }

    public static void WriteZone(Utf8JsonWriter json, LocalDate first, string zoneId)
    {
        json.WriteStartObject();
        WriteDate(json, "first_date", first);
        json.WriteString("zone", zoneId);
        json.WriteEndObject();
    }

    /// <summary>Writes the special hours of a date; no rows mean closed.</summary>
    public static void WriteDay(Utf8JsonWriter json, LocalDate date, WeeklySchedule hours)
    {
        json.WriteStartObject();
        WriteDate(json, "date", date);
        WriteRows(json, "hours", hours);
        json.WriteEndObject();
    }

    public static void WriteClosure(Utf8JsonWriter json, ClosureFact closure)
    {
        json.WriteStartObject();
        json.WriteString("from", InstantText.Format(UnixMicroseconds.ToInstant(closure.From)));
        json.WriteString("to", InstantText.Format(UnixMicroseconds.ToInstant(closure.To)));
        json.WriteString("reason", closure.Reason);
        json.WriteEndObject();
    }

    /// <summary>Writes the rows of a week as an array under a name.</summary>
    public static void WriteRows(Utf8JsonWriter json, string name, WeeklySchedule week)
    {
        json.WritePropertyName(name);
        WriteRows(json, week);
    }

    /// <summary>Writes the rows of a week as an array.</summary>
    public static void WriteRows(Utf8JsonWriter json, WeeklySchedule week)
    {
        json.WriteStartArray();
        foreach (var row in week.Rows)
        {
            json.WriteStartObject();
            json.WriteString("day", row.Day.ToString());
            json.WriteString("opens", HoursText.OfSecond(row.OpensAtSecond));
            json.WriteString("closes", HoursText.OfSecond(row.ClosesAtSecond));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteDate(Utf8JsonWriter json, string name, LocalDate? date) =>
        json.WriteString(name, date is { } known ? LocalDateText.Format(known) : null);
}
