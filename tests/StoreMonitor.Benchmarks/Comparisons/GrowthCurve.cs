using System.Text;
using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>Time and memory by the size of the data, as Markdown.</summary>
internal static class GrowthCurve
{
    public static string Of(IReadOnlyList<GrowthComparison.Point> points)
    {
        var text = new StringBuilder();
        text.Append("Growth:\n\n");
        text.Append("| data | polls | ingest | its peak | report | its peak |\n|---|---|---|---|---|---|\n");
        foreach (var point in points)
        {
            string[] cells =
            [
                point.Shape.ToString(),
                FormattableString.Invariant($"{point.Data.Facts.Count:N0}"),
                FigureText.Seconds(Spread.OfSeconds(point.Ingests)),
                FigureText.Megabytes(Spread.OfPeakMegabytes(point.Ingests).Median),
                FigureText.Seconds(Spread.OfSeconds(point.Reports)),
                FigureText.Megabytes(Spread.OfPeakMegabytes(point.Reports).Median),
            ];
            text.Append($"| {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }
}
