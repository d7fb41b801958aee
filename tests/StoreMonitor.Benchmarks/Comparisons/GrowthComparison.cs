using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>Three and ten times the stores, and three and ten times the history.</summary>
internal sealed class GrowthComparison : IComparison
{
    private const int Tenfold = 10;

    private static readonly int[] Factors = [3, Tenfold];

    public string Name => "growth";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var start = bench.Shapes.Growth;
        Shape[] shapes =
        [
            start,
            .. Factors.Select(factor => start with { Name = $"{factor}× the stores", Stores = factor * start.Stores }),
            .. Factors.Select(factor => start with { Name = $"{factor}× the history", Days = factor * start.Days }),
        ];
        var points = new List<Point>();
        foreach (var shape in shapes)
            points.Add(new Point(shape, await bench.Data(shape, cancel)));

        var samples = await bench.Interleave(
            [.. points.Select(point => Ingest(bench, point, cancel)), .. points.Select(point => Report(bench, point, cancel))]);
        for (var index = 0; index < points.Count; index++)
            points[index] = points[index] with { Ingests = samples[index], Reports = samples[points.Count + index] };
        foreach (var point in points)
            point.Data.Delete();
        return new Outcome([.. points.Where(point => point.IsTenfold(start)).SelectMany(point => RowsOf(point, points[0]))], [GrowthCurve.Of(points)]);
    }

    private static Func<Task<Sample>> Ingest(Bench bench, Point point, CancellationToken cancel) => async () =>
    {
        var database = bench.Scratch.NewPath("ingest.db");
        var sample = await bench.IngestInto(database, point.Data, cancel);
        Scratch.DeleteDatabase(database);
        return sample;
    };

    private static Func<Task<Sample>> Report(Bench bench, Point point, CancellationToken cancel) =>
        () => bench.ColdReport(point.Data, cancel);

    private static IEnumerable<Row> RowsOf(Point point, Point start) =>
    [
        Row.Compare($"ingest, {point.Shape.Name} ÷ 1×", point.Ingests, start.Ingests, Goals.TenTimesTime),
        Row.Peak($"peak memory of ingest, {point.Shape.Name}", point.Ingests, Goals.TenTimesIngestPeak),
        Row.Compare($"report, {point.Shape.Name} ÷ 1×", point.Reports, start.Reports, Goals.TenTimesTime),
        Row.Peak($"peak memory of report, {point.Shape.Name}", point.Reports, Goals.TenTimesReportPeak),
    ];

    /// <summary>One size of the data, and what was measured at it.</summary>
    internal sealed record Point(Shape Shape, DataSet Data)
    {
        public Sample[] Ingests { get; init; } = [];

        public Sample[] Reports { get; init; } = [];

        public bool IsTenfold(Shape start) => Shape.Stores == Tenfold * start.Stores || Shape.Days == Tenfold * start.Days;
    }
}
