using System.Globalization;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>Figures as text: the median, and the least and the greatest.</summary>
internal static class FigureText
{
    private const double MillisecondsPerSecond = 1_000;

    public static string Seconds(Measuring.Spread seconds) => seconds.Max >= 1
        ? Spread(seconds, "0.00", " s")
        : Spread(new(seconds.Median * MillisecondsPerSecond, seconds.Min * MillisecondsPerSecond, seconds.Max * MillisecondsPerSecond), "0", " ms");

    public static string Spread(Measuring.Spread spread, string format, string unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{spread.Median.ToString(format, CultureInfo.InvariantCulture)}{unit} ({spread.Min.ToString(format, CultureInfo.InvariantCulture)}–{spread.Max.ToString(format, CultureInfo.InvariantCulture)})");

    public static string Number(double number) => number.ToString(number < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Megabytes(double megabytes) => string.Create(CultureInfo.InvariantCulture, $"{megabytes:0} MB");
}
