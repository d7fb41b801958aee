using System.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// Parses local times: <c>H:mm</c>, <c>HH:mm</c>, either with <c>:ss</c> and a fraction of zeros, with <c>AM</c> or <c>PM</c>, or after
/// <c>0 days</c>, as pandas writes them. Hours from 24 to 47 are on the next date.
/// </summary>
internal static class LocalTimeText
{
    public const int SecondsPerDay = HoursPerDay * MinutesPerHour * SecondsPerMinute;

    private const int SecondsPerMinute = 60;
    private const int MinutesPerHour = 60;
    private const int HoursPerDay = 24;
    private const int HoursPerHalfDay = 12;

    /// <summary>Parses a time as seconds since midnight of its date, up to two days less one second.</summary>
    /// <param name="text">UTF-8, without blanks around it.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out int second)
    {
        if (TryReadHalfOfDay(ref text) is { } afternoon)
            return TryParseTwelveHours(text, afternoon, out second);

        var hasDays = TryTakeDays(ref text, out var days);
        if (!TryParseClock(text, out second) || (hasDays && second >= SecondsPerDay))
            return false;
        second += days * SecondsPerDay;
        return true;
    }

    // H:mm, HH:mm, H:mm:ss or HH:mm:ss, with a fraction of zeros.
    private static bool TryParseClock(ReadOnlySpan<byte> text, out int second)
    {
        second = 0;
        var hours = text.IndexOf((byte)':');
        if (text.IndexOf((byte)'.') is var point and >= 0)
        {
            if (text.Length - point < 2 || text[(point + 1)..].ContainsAnyExcept((byte)'0') || point - hours != 6)
                return false;
            text = text[..point];
        }

        if (hours is not (1 or 2) || text.Length - hours is not (3 or 6) || (text.Length - hours == 6 && text[hours + 3] != ':'))
            return false;

        var hour = Number(text[..hours]);
        var minute = Number(text.Slice(hours + 1, 2));
        var secondOfMinute = text.Length - hours == 6 ? Number(text[^2..]) : 0;
        second = (((hour * MinutesPerHour) + minute) * SecondsPerMinute) + secondOfMinute;
        return hour is >= 0 and < 2 * HoursPerDay && minute is >= 0 and < MinutesPerHour && secondOfMinute is >= 0 and < SecondsPerMinute;
    }

    // 12 AM is midnight and 12 PM is noon. The minutes are optional.
    private static bool TryParseTwelveHours(ReadOnlySpan<byte> text, bool isAfternoon, out int second)
    {
        const int SecondsPerHalfDay = SecondsPerDay / 2;
        if (text.Length is 1 or 2 && Number(text) is var whole and >= 0)
            second = whole * MinutesPerHour * SecondsPerMinute;
        else if (!TryParseClock(text, out second))
            return false;

        var hour = second / (MinutesPerHour * SecondsPerMinute);
        second = (second % SecondsPerHalfDay) + (isAfternoon ? SecondsPerHalfDay : 0);
        return hour is >= 1 and <= HoursPerHalfDay;
    }

    // Removes a trailing AM or PM, also with points; null if there is neither.
    private static bool? TryReadHalfOfDay(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[^1] is >= (byte)'0' and <= (byte)'9')
            return null;

        foreach (var (name, isAfternoon) in new[] { ("am", false), ("pm", true), ("a.m.", false), ("p.m.", true) })
        {
            if (text.Length > name.Length && Ascii.EqualsIgnoreCase(text[^name.Length..], name))
            {
                text = FieldText.Trim(text[..^name.Length]);
                return isAfternoon;
            }
        }

        return null;
    }

    // Removes a leading "0 days" or "1 days".
    private static bool TryTakeDays(ref ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        var rest = text.IsEmpty ? text : text[1..];
        if (!rest.StartsWith(" day"u8) || text[0] is not ((byte)'0' or (byte)'1'))
            return false;

        days = text[0] - '0';
        rest = rest[" day"u8.Length..];
        text = FieldText.Trim(rest.StartsWith((byte)'s') ? rest[1..] : rest);
        return true;
    }

    // The value of one or two digits, or -1.
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
