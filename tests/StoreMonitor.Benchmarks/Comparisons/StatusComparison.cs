using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>How long a client waits that asks for a report while it runs; many ask at once, and there is always one running.</summary>
internal sealed class StatusComparison : IComparison
{
    private const int Clients = 4;

    public string Name => "status";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var data = await bench.Data(bench.Shapes.Real, cancel);
        using var service = await WarmService.Start(bench.Program, await data.Database(cancel), bench.Scratch.NewPath("reports"), cancel);
        var length = TimeSpan.FromSeconds(bench.IsQuick ? 2 : 10);
        await StatusLoad.Run(service, data, Clients, length, cancel);

        var loads = new List<StatusLoad>();
        for (var round = 0; round < bench.Rounds; round++)
            loads.Add(await StatusLoad.Run(service, data, Clients, length, cancel));
        service.MustHaveComputedAll();
        var p99 = Spread.Of(loads.Select(load => load.MillisecondsAt(0.99)));
        var row = new Row($"`GET /get_report` while a report runs, p99 of {Clients} clients")
        {
            Ours = FigureText.Spread(p99, "0.0", " ms"),
            Peaks = FigureText.Megabytes(ProcFile.PeakBytes(service.ProcessId) / 1e6),
            Goal = Goals.StatusWhileReporting,
            Figure = p99.Median,
        };
        return new Outcome([row], [Remark(loads)]);
    }

    private static string Remark(List<StatusLoad> loads)
    {
        var p50 = Spread.Of(loads.Select(load => load.MillisecondsAt(0.5)));
        var rate = Spread.Of(loads.Select(load => load.RequestsPerSecond));
        var reports = Spread.Of(loads.Select(load => load.ReportsPerSecond));
        return $"While reports ran one after another: {FigureText.Spread(rate, "#,0", " requests/s")} with a p50 of "
            + $"{FigureText.Spread(p50, "0.00", " ms")}, and {FigureText.Spread(reports, "0.0", " reports/s")}. The clients ran on the same cores.";
    }
}
