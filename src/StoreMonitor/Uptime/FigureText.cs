using System.Globalization;

namespace StoreMonitor.Uptime;

/// <summary>A length of time as the figure that a report shows: two decimals, half away from zero (rule R15).</summary>
internal static class FigureText
{
    public const long MicrosecondsPerMinute = 60L * 1_000_000;
    public const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;

    /// <summary>Enough for any figure: 64 bits have up to 19 digits.</summary>
    public const int MaxLength = 24;

    /// <param name="microseconds">Not negative.</param>
    /// <param name="unit">The length of what is counted, in microseconds; a multiple of 200.</param>
    public static string Of(long microseconds, long unit)
    {
        Span<char> text = stackalloc char[MaxLength];
        return new string(text[..Write(text, microseconds, unit)]);
    }

    /// <summary>Writes the figure to the start of <paramref name="text"/>, without a string of its own: a report has tens of thousands.</summary>
    /// <returns>The number of characters.</returns>
    public static int Write(Span<char> text, long microseconds, long unit)
    {
        var hundredth = unit / 100;
        var hundredths = (microseconds + (hundredth / 2)) / hundredth;
        (hundredths / 100).TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        text[length++] = '.';
        text[length++] = (char)('0' + (hundredths / 10 % 10));
        text[length++] = (char)('0' + (hundredths % 10));
        return length;
    }
}
