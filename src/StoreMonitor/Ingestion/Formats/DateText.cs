using NodaTime;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>Parses local dates: <c>2026-12-25</c>, also followed by a midnight, as pandas writes them.</summary>
internal static class DateText
{
    /// <summary>Why a text is not a date, as the end of a sentence.</summary>
    public const string Problem = "is not a date such as '2026-12-25'";

    /// <summary>Parses a date.</summary>
    /// <param name="text">UTF-8, without blanks around it.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length < LocalDateText.Length)
            return false;

        var rest = text[LocalDateText.Length..];
        return IsMidnight(rest) && LocalDateText.TryParse(text[..LocalDateText.Length], out date);
    }

    private static bool IsMidnight(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return true;
        return rest[0] is (byte)' ' or (byte)'T' && LocalTimeText.TryParse(rest[1..], out var second) && second == 0;
    }
}
