using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>What the way through EF Core would cost; without a goal.</summary>
internal sealed class EfComparison : IComparison
{
    public string Name => "ef";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var data = await bench.Data(bench.Shapes.Ef, cancel);
        var samples = await bench.Interleave(
            () => Ingest(bench, data, cancel),
            () => SaveChanges(bench, data, cancel));
        return new Outcome(Row.Compare(
            FormattableString.Invariant($"ingest ÷ EF `AddRange`, `SaveChanges`; {data.Facts.Count:N0} polls"), samples[0], samples[1], goal: null));
    }

    private static async Task<Sample> Ingest(Bench bench, DataSet data, CancellationToken cancel)
    {
        var database = bench.Scratch.NewPath("ingest.db");
        var sample = await bench.IngestInto(database, data, cancel);
        Scratch.DeleteDatabase(database);
        return sample;
    }

    private static async Task<Sample> SaveChanges(Bench bench, DataSet data, CancellationToken cancel)
    {
        var database = bench.Scratch.NewPath("ef.db");
        PageCache.Load(bench.Program.Folder, data.Folder);
        var sample = await ChildProcess.Run(bench.Program.Benchmarks, [EfIngest.Verb, data.Folder, database], cancel);
        data.Facts.MustEqual(FactsDigest.OfDatabase(database), "the database of EF Core");
        Scratch.DeleteDatabase(database);
        return sample;
    }
}
