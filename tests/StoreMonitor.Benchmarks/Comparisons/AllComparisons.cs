using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>The comparisons in the order of the table.</summary>
internal static class AllComparisons
{
    public static readonly IReadOnlyList<IComparison> InOrder =
    [
        new IngestComparison(),
        new EfComparison(),
        new ColdReportComparison("report-real", "real shape", shapes => shapes.Real, Goals.ColdReport),
        new ColdReportComparison("report-8-day", "8-day case", shapes => shapes.EightDays, Goals.ColdReportEightDays),
        new HistoryComparison(),
        new WarmServiceComparison(),
        new StatusComparison(),
        new GrowthComparison(),
    ];
}
