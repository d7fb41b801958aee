using System.Globalization;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>What a row should reach.</summary>
/// <param name="AtMost">The greatest figure that is good enough.</param>
/// <param name="Stretch">What would be better still; <c>null</c> when none is set.</param>
/// <param name="Unit">The unit of the figures; empty for a ratio.</param>
internal sealed record Goal(double AtMost, double? Stretch, string Unit = "")
{
    public string AtMostText => Text(AtMost);

    public string StretchText => Stretch is { } stretch ? Text(stretch) : Row.Nothing;

    /// <summary>What a figure reaches.</summary>
    public string Verdict(double figure)
    {
        if (figure > AtMost)
            return "no";
        return figure <= Stretch ? "stretch" : "goal";
    }

    private string Text(double figure) => string.Create(CultureInfo.InvariantCulture, $"≤ {figure:0.##}{Unit}");
}

/// <summary>The goals of the project, set before the first line was written; docs/benchmarks.md says where they come from.</summary>
internal static class Goals
{
    public static readonly Goal Ingest = new(0.30, 0.20);
    public static readonly Goal IngestAgain = new(1.15, 0.3);
    public static readonly Goal ColdReport = new(0.30, 0.17);
    public static readonly Goal ColdReportEightDays = new(0.60, 0.27);
    public static readonly Goal LongHistory = new(1.25, 1.05);
    public static readonly Goal WarmService = new(0.20, 0.05);
    public static readonly Goal TenTimesTime = new(11, null);
    public static readonly Goal TenTimesIngestPeak = new(400, null, " MB");
    public static readonly Goal TenTimesReportPeak = new(200, null, " MB");
    public static readonly Goal IngestPeak = new(160, null, " MB");
    public static readonly Goal ReportPeak = new(110, null, " MB");
    public static readonly Goal StatusWhileReporting = new(20, 5, " ms");
}
