using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>From a database to a CSV by a fresh process, against DuckDB in a fresh process of the same kind.</summary>
internal sealed class ColdReportComparison(string name, string shapeName, Func<Shapes, Shape> shape, Goal goal) : IComparison
{
    public string Name => name;

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var data = await bench.Data(shape(bench.Shapes), cancel);
        var samples = await bench.Interleave(
            () => bench.ColdReport(data, cancel),
            () => DuckDb(bench, data, BusinessTimeOf.Its, cancel),
            () => DuckDb(bench, data, BusinessTimeOf.Ours, cancel));
        return new Outcome(
            Row.Compare($"cold report ÷ DuckDB's SQL, {shapeName}", samples[0], samples[1], goal),
            Row.Compare($"cold report ÷ DuckDB's SQL that is given business time, {shapeName}", samples[0], samples[2], goal: null),
            Row.Peak($"peak memory of report, {shapeName}", samples[0], Goals.ReportPeak));
    }

    private static async Task<Sample> DuckDb(Bench bench, DataSet data, BusinessTimeOf businessTime, CancellationToken cancel)
    {
        var output = bench.Scratch.NewPath("duck.csv");
        PageCache.Load(bench.Program.Folder, data.DuckDb());
        var sample = await ChildProcess.Run(bench.Program.Benchmarks, [DuckDbReport.Verb, data.DuckDb(), output, $"{businessTime}"], cancel);
        data.MustBeReport(await File.ReadAllBytesAsync(output, cancel), "the report of DuckDB's cold process");
        return sample;
    }
}
