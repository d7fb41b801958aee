using System.Text;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Text;

/// <summary>Instants as text: RFC 3339, and the form of poll exports, <c>2024-10-03 23:33:20.412748 UTC</c>.</summary>
/// <remarks>
/// A hot path: an ingest reads one for each poll, from UTF-8. The shape is <c>date, 'T' or blank, time, fraction, zone</c>. The seconds may
/// be
/// missing, and with them the fraction, which may have any number of digits. The zone is <c>Z</c>, <c>UTC</c>, <c>GMT</c>, an offset, an
/// offset of
/// zero followed by one of the three (<c>+0000 UTC</c>, as Go writes it), or nothing, which means UTC.
/// </remarks>
public static class InstantText
{
    private const int DateTimeLength = 19;
    private const int LongestRfc3339 = DateTimeLength + 11;
    private const int ToMinutesLength = 16;
    private const int KeptFractionDigits = 6;
    private const int MinutesPerHour = 60;
    private const long MicrosecondsPerSecond = 1_000_000;

    // The widest offset that RFC 3339 can write.
    private const int MaxOffsetHours = 23;

    // An offset can lead out of the years that a date can have.
    private static readonly long Earliest = UnixMicroseconds.From(Instant.FromUtc(1, 1, 1, 0, 0));

    /// <summary>Reads an instant; digits beyond the microsecond are cut.</summary>
    /// <param name="text">UTF-8, without blanks around it.</param>
    /// <param name="microseconds">Microseconds since the Unix epoch; zero when the text is no instant.</param>
    /// <returns>Whether the text is an instant of the years 1 to 9999 in UTC. A leap second, <c>:60</c>, is none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long microseconds) =>
        ExportTimestamp.TryParse(text, out microseconds) || TryParseAnyForm(text, out microseconds);

    /// <summary>Reads an instant from text that may have blanks around it, as a person types it.</summary>
    public static bool TryParse(string text, out Instant instant)
    {
        var isInstant = TryParseAnyForm(Encoding.UTF8.GetBytes(text.Trim()), out var microseconds);
        instant = UnixMicroseconds.ToInstant(microseconds);
        return isInstant;
    }

    /// <summary>RFC 3339 in UTC, with as many digits of the fraction as are not zero: <c>2024-10-03T23:33:20.412748Z</c>.</summary>
    /// <remarks>
    /// By hand, because a first pattern of NodaTime is 150 methods in a cold process. Years that have not four digits are left to it.
    /// </remarks>
    public static string Format(Instant instant)
    {
        var utc = instant.InUtc().LocalDateTime;
        if (utc.Year is < 1 or > 9999)
            return AnyYear.Rfc3339.Format(instant);

        Span<char> text = stackalloc char[LongestRfc3339];
        WriteTwoDigits(text, 0, utc.Year / 100);
        WriteTwoDigits(text, 2, utc.Year % 100);
        WriteAfter(text, 4, '-', utc.Month);
        WriteAfter(text, 7, '-', utc.Day);
        WriteAfter(text, 10, 'T', utc.Hour);
        WriteAfter(text, 13, ':', utc.Minute);
        WriteAfter(text, 16, ':', utc.Second);
        var length = WriteFraction(text, DateTimeLength, utc.NanosecondOfSecond);
        text[length] = 'Z';
        return new string(text[..(length + 1)]);
    }

    /// <summary>The same as <see cref="TryParse(ReadOnlySpan{byte}, out long)"/>, without the quick way for the commonest form.</summary>
    internal static bool TryParseAnyForm(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < ToMinutesLength || text[4] != '-' || text[7] != '-' || !IsDateTimeSeparator(text[10]) || text[13] != ':')
            return false;

        var hasSeconds = text.Length > ToMinutesLength && text[ToMinutesLength] == ':';
        if (hasSeconds && text.Length < DateTimeLength)
            return false;

        var year = (Digits(text, 0) * 100) + Digits(text, 2);
        var month = Digits(text, 5);
        var day = Digits(text, 8);
        var (hour, minute, second) = (Digits(text, 11), Digits(text, 14), hasSeconds ? Digits(text, 17) : 0);
        var hasNonDigit = (Digits(text, 0) | Digits(text, 2) | month | day | hour | minute | second) < 0;
        if (hasNonDigit || year < 1 || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        var rest = text[(hasSeconds ? DateTimeLength : ToMinutesLength)..];
        var fraction = 0;
        if ((hasSeconds && !TryTakeFraction(ref rest, out fraction)) || !TryReadOffset(rest, out var offsetMinutes))
            return false;

        var minutes = (((DaysSinceEpoch(year, month, day) * 24) + hour) * MinutesPerHour) + minute - offsetMinutes;
        var at = (((minutes * 60) + second) * MicrosecondsPerSecond) + fraction;
        if (at < Earliest || at > UnixMicroseconds.Max)
            return false;

        microseconds = at;
        return true;
    }

    // Two decimal digits, or a negative number when either is none.
    private static int Digits(ReadOnlySpan<byte> text, int index) =>
        IsDigit(text[index]) && IsDigit(text[index + 1]) ? ((text[index] - '0') * 10) + text[index + 1] - '0' : -1;

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';

    private static bool IsDateTimeSeparator(byte character) => character is (byte)' ' or (byte)'T' or (byte)'t';

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    internal static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    // Proleptic Gregorian. The years are counted from March, so that a leap day is the last of its year.
    internal static long DaysSinceEpoch(int year, int month, int day)
    {
        var marchYear = month > 2 ? year : year - 1;
        var marchMonth = (month + 9) % 12;
        var dayOfYear = (((153 * marchMonth) + 2) / 5) + day - 1;
        var daysBeforeYear = (365L * marchYear) + (marchYear / 4) - (marchYear / 100) + (marchYear / 400);
        const int DaysFromYearZeroToEpoch = 719_468;
        return daysBeforeYear + dayOfYear - DaysFromYearZeroToEpoch;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> rest, out int microseconds)
    {
        microseconds = 0;
        if (rest.IsEmpty || rest[0] != '.')
            return true;

        var digits = 0;
        for (; digits + 1 < rest.Length && IsDigit(rest[digits + 1]); digits++)
        {
            if (digits < KeptFractionDigits)
                microseconds = (microseconds * 10) + (rest[digits + 1] - '0');
        }

        for (var missing = digits; missing < KeptFractionDigits; missing++)
            microseconds *= 10;
        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        rest = rest.TrimStart((byte)' ');
        if (rest.IsEmpty || rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("Z"u8))
            return true;
        if (rest[0] is not ((byte)'+' or (byte)'-'))
            return IsNameOfUtc(rest);

        var name = rest.IndexOf((byte)' ');
        return name < 0
            ? TryReadDigitsOfOffset(rest, out minutes)
            : TryReadDigitsOfOffset(rest[..name], out minutes) && minutes == 0 && IsNameOfUtc(rest[name..].TrimStart((byte)' '));
    }

    private static bool IsNameOfUtc(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "UTC"u8) || Ascii.EqualsIgnoreCase(name, "Z"u8) || Ascii.EqualsIgnoreCase(name, "GMT"u8);

    // +05, +0530 and +05:30 are all found in exports.
    private static bool TryReadDigitsOfOffset(ReadOnlySpan<byte> offset, out int minutes)
    {
        minutes = 0;
        var sign = offset[0] == '-' ? -1 : 1;
        var digits = offset[1..];
        if (digits.Length is not (2 or 4 or 5) || (digits.Length == 5 && digits[2] != ':'))
            return false;

        var hours = Digits(digits, 0);
        var minutesOfHour = digits.Length == 2 ? 0 : Digits(digits, digits.Length - 2);
        minutes = sign * ((hours * MinutesPerHour) + minutesOfHour);
        return hours is >= 0 and <= MaxOffsetHours && minutesOfHour is >= 0 and < MinutesPerHour;
    }

    private static void WriteTwoDigits(Span<char> text, int index, int number)
    {
        text[index] = (char)('0' + (number / 10));
        text[index + 1] = (char)('0' + (number % 10));
    }

    private static void WriteAfter(Span<char> text, int index, char separator, int number)
    {
        text[index] = separator;
        WriteTwoDigits(text, index + 1, number);
    }

    // As many digits as are not zero at the end; without any, no point. Returns where the text goes on.
    internal static int WriteFraction(Span<char> text, int index, int nanoseconds)
    {
        if (nanoseconds == 0)
            return index;

        text[index++] = '.';
        for (var unit = 100_000_000; nanoseconds > 0; unit /= 10)
        {
            text[index++] = (char)('0' + (nanoseconds / unit));
            nanoseconds %= unit;
        }

        return index;
    }

    // A class of its own, so that nobody pays for the pattern who does not need it.
    private static class AnyYear
    {
        public static readonly InstantPattern Rfc3339 = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF'Z'");
    }
}
