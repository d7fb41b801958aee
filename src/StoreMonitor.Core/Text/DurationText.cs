using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Core.Text;

/// <summary>Durations as text: ISO 8601 (<c>P7D</c>, <c>PT2H</c>) or short (<c>7d</c>, <c>2h</c>, <c>90m</c>, <c>45s</c>).</summary>
public static class DurationText
{
    /// <summary>Reads a duration; a day is 24 hours and a week seven days. Months and years have no fixed length and are refused.</summary>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = Duration.Zero;
        text = text.Trim();
        return text.StartsWith('P') ? TryParseIso(text, out duration) : TryParseShort(text, out duration);
    }

    /// <summary>ISO 8601 in its normal form: <c>P7D</c>, <c>PT1H30M</c>.</summary>
    /// <remarks>By hand, and without generic methods, because a first pattern of NodaTime is a hundred methods in a cold process.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public static string Format(Duration duration)
    {
        if (duration < Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "A duration must not be negative.");
        if (duration == Duration.Zero)
            return "P0D";

        var text = new StringBuilder("P");
        Append(text, duration.Days, 'D');
        if (duration.NanosecondOfDay != 0)
            text.Append('T');
        Append(text, duration.Hours, 'H');
        Append(text, duration.Minutes, 'M');
        if (duration.Seconds != 0 || duration.SubsecondNanoseconds != 0)
        {
            Span<char> fraction = stackalloc char[10];
            var length = InstantText.WriteFraction(fraction, 0, duration.SubsecondNanoseconds);
            text.Append(duration.Seconds).Append(fraction[..length]).Append('S');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int number, char unit)
    {
        if (number != 0)
            text.Append(number).Append(unit);
    }

    private static bool TryParseIso(string text, out Duration duration)
    {
        duration = Duration.Zero;
        var parsed = PeriodPattern.NormalizingIso.Parse(text);
        if (!parsed.Success || parsed.Value.Months != 0 || parsed.Value.Years != 0 || parsed.Value == Period.Zero)
            return false;

        try
        {
            duration = parsed.Value.ToDuration();
        }
        catch (OverflowException)
        {
            return false;
        }

        return true;
    }

    private static bool TryParseShort(string text, out Duration duration)
    {
        duration = Duration.Zero;
        if (text.Length < 2
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        Duration? unit = char.ToLowerInvariant(text[^1]) switch
        {
            'w' => Duration.FromDays(7),
            'd' => Duration.FromDays(1),
            'h' => Duration.FromHours(1),
            'm' => Duration.FromMinutes(1),
            's' => Duration.FromSeconds(1),
            _ => null,
        };
        if (unit is not { } one || number > Duration.MaxValue / one)
            return false;

        duration = one * number;
        return true;
    }
}
