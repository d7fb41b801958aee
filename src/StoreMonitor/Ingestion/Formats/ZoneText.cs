using NodaTime;
using NodaTime.TimeZones;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>Parses zones: names of the tz database in any case, <c>Z</c>, and Windows zone names.</summary>
internal static class ZoneText
{
    private const string Utc = "UTC";

    // No two names of the tz database differ only in case, by its own rules.
    private static readonly Dictionary<string, string> TzNames =
        DateTimeZoneProviders.Tzdb.Ids.ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    // The zone that CLDR maps each name to, regardless of territory.
    private static readonly Dictionary<string, string> WindowsNames =
        new(TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping, StringComparer.OrdinalIgnoreCase);

    /// <summary>The canonical tz name of the zone; <c>null</c> if the text names none.</summary>
    public static string? IdOf(string text)
    {
        if (TzNames.TryGetValue(text, out var id))
            return id;
        return text is "Z" or "z" ? Utc : WindowsNames.GetValueOrDefault(text);
    }

    /// <summary>Why the text names no zone, as the end of a sentence.</summary>
    public static string ProblemWith(string text)
    {
        if (text.Length == 0)
            return "is missing";
        return IsOffset(text)
            ? "is an offset and not a zone: it does not say when the clocks change; write a name such as 'America/Chicago'"
            : "is not a zone of the IANA database, such as 'America/Chicago'";
    }

    // "-06:00", "UTC-6", "GMT+0530".
    private static bool IsOffset(string text)
    {
        var hasPrefix = text.StartsWith(Utc, StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("GMT", StringComparison.OrdinalIgnoreCase);
        var offset = hasPrefix ? text[Utc.Length..].Trim() : text;
        return offset.Length > 1
            && offset[0] is '+' or '-' or '−' && offset[1..].All(character => char.IsAsciiDigit(character) || character == ':');
    }
}
