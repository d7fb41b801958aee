using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Calendars;

/// <summary>
/// Rows of business hours that belong to a date: the week from the date on (rule R19), or the hours of the date (rule R17).
/// </summary>
/// <param name="Rows">In the order of <see cref="WeekText.Sorted"/>; empty when the store is closed.</param>
internal sealed record DatedHours(LocalDate Date, IReadOnlyList<HoursFact> Rows);

/// <summary>
/// How dated weeks and special hours are stored: JSON, an array of <c>[date, week]</c> by date, a week being as in <see cref="WeekText"/>.
/// </summary>
internal static class DatedHoursText
{
    private const int LastDay = 6;
    private const int LastOpening = (24 * 60 * 60) - 1;
    private const string What = "the text of dated hours";

    /// <summary>The text of entries in the order of their dates; <c>null</c> when there are none.</summary>
    public static string? Of(IReadOnlyCollection<DatedHours> entries) => entries.Count == 0
        ? null
        : JsonText.Array(entries.Select(entry => $"[\"{LocalDateText.Format(entry.Date)}\",{WeekText.Of(entry.Rows)}]"));

    /// <summary>The entries in the order of their dates; none for <c>null</c>.</summary>
    /// <exception cref="DamagedFactsException">It is not what <see cref="Of"/> wrote.</exception>
    public static List<DatedHours> Read(string? text)
    {
        var entries = new List<DatedHours>();
        if (text is null)
            return entries;

        var reader = new JsonReader(System.Text.Encoding.UTF8.GetBytes(text), What);
        reader.Open();
        while (reader.HasNext(entries.Count))
        {
            reader.Open();
            var date = reader.Date();
            reader.Comma();
            entries.Add(new DatedHours(date, ReadRows(ref reader)));
            reader.Close();
        }

        reader.End();
        return entries;
    }

    private static List<HoursFact> ReadRows(ref JsonReader reader)
    {
        var rows = new List<HoursFact>();
        reader.Open();
        while (reader.HasNext(rows.Count))
        {
            reader.Open();
            var day = reader.Number(0, LastDay);
            reader.Comma();
            var opens = reader.Number(0, LastOpening);
            reader.Comma();
            var closes = reader.Number(0, OpeningHours.LatestClosingSecond);
            reader.Close();
            rows.Add(OpeningHours.CanClose(opens, closes) ? new HoursFact(day, opens, closes) : throw new DamagedFactsException(What));
        }

        return rows;
    }
}
