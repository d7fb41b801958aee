using System.Diagnostics;
using DuckDB.NET.Data;
using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>From the trigger until a client has the CSV, against DuckDB's query in a process that has its database open.</summary>
/// <remarks>DuckDB answers no HTTP, keeps no queue and flushes no file: all that is ours only.</remarks>
internal sealed class WarmServiceComparison : IComparison
{
    // Until the methods that matter are compiled for good; chosen.
    private const int ReportsToWarmUp = 20;

    public string Name => "service";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var data = await bench.Data(bench.Shapes.Real, cancel);
        data.Report();
        using var service = await WarmService.Start(bench.Program, await data.Database(cancel), bench.Scratch.NewPath("reports"), cancel);
        using var duckDb = DuckDbFile.Open(data.DuckDb());
        for (var count = 0; count < ReportsToWarmUp; count++)
        {
            await Report(service, data, cancel);
            Query(duckDb, bench, data, BusinessTimeOf.Its);
        }

        var samples = await bench.Interleave(
            () => Report(service, data, cancel),
            () => Task.FromResult(Query(duckDb, bench, data, BusinessTimeOf.Its)),
            () => Task.FromResult(Query(duckDb, bench, data, BusinessTimeOf.Ours)));
        service.MustHaveComputedAll();
        return new Outcome(
            Row.Compare("trigger → CSV in a warm service ÷ DuckDB's SQL in a warm process", samples[0], samples[1], Goals.WarmService),
            Row.Compare("the same ÷ DuckDB's SQL that is given business time", samples[0], samples[2], goal: null));
    }

    private static async Task<Sample> Report(WarmService service, DataSet data, CancellationToken cancel)
    {
        service.AdvanceFacts();
        var cpuBefore = ProcFile.Cpu(service.ProcessId);
        var started = Stopwatch.GetTimestamp();
        var csv = await service.Wait(await service.Trigger(cancel), cancel);
        var sample = new Sample(
            Stopwatch.GetElapsedTime(started), ProcFile.Cpu(service.ProcessId) - cpuBefore, ProcFile.PeakBytes(service.ProcessId));
        data.MustBeReport(csv, "the report of the service");
        return sample;
    }

    private static Sample Query(DuckDBConnection duckDb, Bench bench, DataSet data, BusinessTimeOf businessTime)
    {
        var output = bench.Scratch.NewPath("duck.csv");
        var cpuBefore = ProcFile.Cpu(Environment.ProcessId);
        var started = Stopwatch.GetTimestamp();
        DuckDbReport.Run(duckDb, output, businessTime);
        var sample = new Sample(Stopwatch.GetElapsedTime(started), ProcFile.Cpu(Environment.ProcessId) - cpuBefore, PeakBytes: 0);
        data.MustBeReport(File.ReadAllBytes(output), "the report of DuckDB's warm process");
        return sample;
    }
}
