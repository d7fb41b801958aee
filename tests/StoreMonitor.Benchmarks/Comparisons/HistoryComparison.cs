using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>The same report with a long history behind it, and with none to speak of.</summary>
internal sealed class HistoryComparison : IComparison
{
    private const int RecentDays = 25;

    public string Name => "history";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var shape = bench.Shapes.LongHistory;
        var whole = await bench.Data(shape, cancel);
        var folder = bench.Scratch.NewPath("data-recent");
        RecentPolls.Copy(whole.Folder, folder, RecentDays);
        var recent = new DataSet(folder, bench.Program, bench.Scratch);

        // Each is checked against DuckDB's report of its own data, and so the two against each other.
        recent.MustBeReport(whole.Report(), "the report over the long history");
        var samples = await bench.Interleave(
            () => bench.ColdReport(whole, cancel),
            () => bench.ColdReport(recent, cancel));
        whole.Delete();
        recent.Delete();
        return new Outcome(Row.Compare($"report over {shape.Days} days of history ÷ over {RecentDays}", samples[0], samples[1], Goals.LongHistory));
    }
}
