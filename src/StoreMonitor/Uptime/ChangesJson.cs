using System.Text;
using System.Text.Json;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Uptime;

/// <summary>Formats the latest changes of a store's facts as JSON; each value has the form of its kind of fact.</summary>
internal static class ChangesJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<FactChange> changes)
    {
        json.WriteStartArray("changes");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("at", InstantText.Format(change.Origin.At));
            json.WriteString("who", change.Origin.Who);
            json.WriteString("source", change.Origin.Source);
            json.WriteString("kind", change.Column.NameOf());
            json.WritePropertyName("before");
            WriteValue(json, change.Column, change.Before);
            json.WritePropertyName("after");
            WriteValue(json, change.Column, change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, StoreColumn column, string? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        switch (column)
        {
            case StoreColumn.Week:
                CalendarJson.WriteRows(json, StoredHours.ScheduleOf(WeekText.Read(Encoding.UTF8.GetBytes(value))));
                break;
            case StoreColumn.DatedWeeks:
                WriteArray(json, DatedHoursText.Read(value), week => WriteWeek(json, week));
                break;
            case StoreColumn.DatedZones:
                WriteArray(json, DatedZonesText.Read(value), zone => CalendarJson.WriteZone(json, zone.First, zone.ZoneId));
                break;
            case StoreColumn.SpecialHours:
                WriteArray(json, DatedHoursText.Read(value), day => WriteDay(json, day));
                break;
            case StoreColumn.Closures:
                WriteArray(json, ClosuresText.Read(value), closure => CalendarJson.WriteClosure(json, closure));
                break;
            case StoreColumn.OwnGroups or StoreColumn.ListedGroups:
                WriteArray(json, JsonText.ReadStrings(value, "the text of groups"), json.WriteStringValue);
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    private static void WriteWeek(Utf8JsonWriter json, DatedHours week) =>
        CalendarJson.WriteWeek(json, week.Date, StoredHours.ScheduleOf(week.Rows));

    private static void WriteDay(Utf8JsonWriter json, DatedHours day) =>
        CalendarJson.WriteDay(json, day.Date, StoredHours.ScheduleOf(day.Rows));

    private static void WriteArray<T>(Utf8JsonWriter json, List<T> items, Action<T> write)
    {
        json.WriteStartArray();
        items.ForEach(write);
        json.WriteEndArray();
    }
}
