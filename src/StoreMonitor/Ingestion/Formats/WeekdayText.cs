using System.Text;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// Parses weekdays: <c>0</c> for Monday to <c>6</c> for Sunday, <c>0.0</c>, or an English name, also abbreviated as usual.
/// </summary>
internal static class WeekdayText
{
    /// <summary>The number of Sunday in files that count days from 1.</summary>
    public const int SundayFromOne = 7;

    private const int Sunday = 6;

    private static readonly string[][] Names =
    [
        ["monday", "mon"],
        ["tuesday", "tue", "tues"],
        ["wednesday", "wed", "weds"],
        ["thursday", "thu", "thur", "thurs"],
        ["friday", "fri"],
        ["saturday", "sat"],
        ["sunday", "sun"],
    ];

    /// <summary>Parses a day.</summary>
    /// <returns>Whether the text is a day, from 0 for Monday to 6 for Sunday.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out int day)
    {
        day = NumberIn(text) ?? IndexOfName(text);
        return day is >= 0 and <= Sunday;
    }

    /// <summary>The number that denotes the day; <c>null</c> if the text is not a one-digit number.</summary>
    public static int? NumberIn(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'9')
            return null;
        var isWhole = text.Length == 1 || (text.Length > 2 && text[1] == '.' && !text[2..].ContainsAnyExcept((byte)'0'));
        return isWhole ? text[0] - '0' : null;
    }

    private static int IndexOfName(ReadOnlySpan<byte> text)
    {
        for (var day = 0; day < Names.Length; day++)
        {
            foreach (var name in Names[day])
            {
                if (Ascii.EqualsIgnoreCase(text, name))
                    return day;
            }
        }

        return -1;
    }
}
