using System.Globalization;

namespace StoreMonitor.Uptime;

/// <summary>A length of time as the figure that a report shows: two decimals, half away from zero (rule R15).</summary>
internal static class FigureText
{
    public const long MicrosecondsPerMinute = 60L * 1_000_000;
    public const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;

    /// <param name="microseconds">Not negative.</param>
    /// <param name="unit">The length of what is counted, in microseconds; a multiple of 200.</param>
    public static string Of(long microseconds, long unit)
    {
        var hundredth = unit / 100;
        var hundredths = (microseconds + (hundredth / 2)) / hundredth;
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00}");
    }
}
