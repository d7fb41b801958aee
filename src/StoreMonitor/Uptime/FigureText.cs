using System.Globalization;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Uptime;

/// <summary>Formats a length of time as a figure of the report: two decimals, rounded half away from zero (rule R15).</summary>
internal static class FigureText
{
    public const long MicrosecondsPerHour = 60L * 60 * 1_000_000;

    /// <summary>The maximum length of a figure: 64 bits have up to 19 digits.</summary>
    public const int MaxLength = 24;

    /// <param name="microseconds">The length of time; not negative.</param>
    /// <param name="unit">The length of one unit in microseconds; a multiple of 200.</param>
    public static string Of(long microseconds, long unit)
    {
        Span<char> text = stackalloc char[MaxLength];
        return new string(text[..Write(text, microseconds, unit)]);
    }

    /// <summary>
    /// Writes the figure to the start of <paramref name="text"/> without allocating, because a report has tens of thousands of figures.
    /// </summary>
    /// <returns>The number of characters written.</returns>
    public static int Write(Span<char> text, long microseconds, long unit)
    {
        var hundredth = unit / 100;
        return WriteHundredths(text, (microseconds + (hundredth / 2)) / hundredth);
    }

    /// <summary>
    /// Writes a share as a percentage with two decimals, rounded down, so that less than full never shows 100 (rule R16).
    /// </summary>
    /// <inheritdoc cref="Write"/>
    public static int WritePercent(Span<char> text, in Share share) => WriteHundredths(text, share.HundredthsOfPercent);

    private static int WriteHundredths(Span<char> text, long hundredths)
    {
        (hundredths / 100).TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        text[length++] = '.';
        text[length++] = (char)('0' + (hundredths / 10 % 10));
        text[length++] = (char)('0' + (hundredths % 10));
        return length;
    }
}
