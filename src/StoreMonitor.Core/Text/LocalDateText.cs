using System.Globalization;
using NodaTime;

namespace StoreMonitor.Core.Text;

/// <summary>Local dates as text: <c>2026-12-25</c>.</summary>
public static class LocalDateText
{
    /// <summary>The number of characters of a date.</summary>
    public const int Length = 10;

    // Dates of business hours, in which a date without a value, 0001-01-01, must not occur. Chosen.
    private const int FirstYear = 1900;
    private const int LastYear = 8999;

    /// <summary>Parses a date of the years 1900 to 8999.</summary>
    /// <param name="text">UTF-8, without blanks around it.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-')
            return false;

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return false;

        date = new LocalDate(year, month, day);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public static string Format(LocalDate date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}");

    // The value of the digits, or -1.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
