using NodaTime;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Storage.Calendars;

/// <summary>The zone of a store from a local date on (rule R19), by its IANA name.</summary>
internal sealed record DatedZoneFact(LocalDate First, string ZoneId);

/// <summary>How dated zones are stored: JSON, an array of <c>[date, name]</c> by date.</summary>
internal static class DatedZonesText
{
    /// <summary>The text of entries in the order of their dates; <c>null</c> when there are none.</summary>
    public static string? Of(IReadOnlyCollection<DatedZoneFact> entries) => entries.Count == 0
        ? null
        : JsonText.Array(entries.Select(entry => $"[\"{LocalDateText.Format(entry.First)}\",{JsonText.Of(entry.ZoneId)}]"));

    /// <summary>The entries in the order of their dates; none for <c>null</c>.</summary>
    /// <exception cref="DamagedFactsException">It is not what <see cref="Of"/> wrote.</exception>
    public static List<DatedZoneFact> Read(string? text)
    {
        var entries = new List<DatedZoneFact>();
        if (text is null)
            return entries;

        var reader = new JsonReader(System.Text.Encoding.UTF8.GetBytes(text), "the text of dated zones");
        reader.Open();
        while (reader.HasNext(entries.Count))
        {
            reader.Open();
            var first = reader.Date();
            reader.Comma();
            entries.Add(new DatedZoneFact(first, reader.String()));
            reader.Close();
        }

        reader.End();
        return entries;
    }
}
