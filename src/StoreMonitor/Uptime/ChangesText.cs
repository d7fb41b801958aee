using System.Text;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Uptime;

/// <summary>Formats the latest changes of a store's facts: who, when, by what, before and after.</summary>
internal sealed class ChangesText(IReadOnlyList<FactChange> changes, TextWriter writer)
{
    private const int LongestValue = 500;

    public void Write()
    {
        if (changes.Count == 0)
            return;

        writer.WriteLine();
        writer.WriteLine("latest changes of its facts");
        foreach (var change in changes)
        {
            WrappedText.Write(
                writer,
                "  ",
                $"{InstantText.Format(change.Origin.At)} {NameOf(change.Column)}, by {PrintableText.Of(change.Origin.Who)} "
                + $"({PrintableText.Of(change.Origin.Source)})");
            WrappedText.Write(writer, "    before  ", TextOf(change.Column, change.Before));
            WrappedText.Write(writer, "    after   ", TextOf(change.Column, change.After));
        }
    }

    private static string NameOf(StoreColumn column) => column == StoreColumn.ZoneId ? "zone" : column.NameOf().Replace('_', ' ');

    private static string TextOf(StoreColumn column, string? value)
    {
        if (value is null)
            return "none";
        return column switch
        {
            StoreColumn.Week => HoursText.Of(StoredHours.ScheduleOf(WeekText.Read(Encoding.UTF8.GetBytes(value)))),
            StoreColumn.DatedWeeks => Joined(DatedHoursText.Read(value), week =>
                $"from {LocalDateText.Format(week.Date)} {HoursText.Of(StoredHours.ScheduleOf(week.Rows))}"),
            StoreColumn.DatedZones => Joined(DatedZonesText.Read(value), zone => $"from {LocalDateText.Format(zone.First)} {zone.ZoneId}"),
            StoreColumn.SpecialHours => Joined(DatedHoursText.Read(value), day =>
                HoursText.OfDate(new SpecialHours(day.Date, StoredHours.ScheduleOf(day.Rows)))),
            StoreColumn.Closures => Joined(ClosuresText.Read(value), CalendarText.TextOf),
            StoreColumn.OwnGroups or StoreColumn.ListedGroups =>
                string.Join(", ", JsonText.ReadStrings(value, "the text of groups").Select(group => PrintableText.Of(group))),
            _ => PrintableText.Of(value, LongestValue),
        };
    }

    private static string Joined<T>(List<T> items, Func<T, string> textOf) => string.Join("; ", items.Select(textOf));
}
