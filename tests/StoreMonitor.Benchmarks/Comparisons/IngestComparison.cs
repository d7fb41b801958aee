using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>Ingest into an empty database, the same files again, and the <c>sqlite3</c> program.</summary>
internal sealed class IngestComparison : IComparison
{
    public string Name => "ingest";

    public async Task<Outcome> Run(Bench bench, CancellationToken cancel)
    {
        var data = await bench.Data(bench.Shapes.Real, cancel);
        var database = "";
        var samples = await bench.Interleave(
            () => bench.IngestInto(database = bench.Scratch.NewPath("ingest.db"), data, cancel),
            () => IngestAgain(bench, data, database, cancel),
            () => Import(bench, data, cancel));
        var (first, again, import) = (samples[0], samples[1], samples[2]);
        return new Outcome(
            Row.Compare("ingest ÷ `sqlite3` import and index", first, import, Goals.Ingest),
            Row.Compare("ingest again, nothing new ÷ first ingest", again, first, Goals.IngestAgain),
            Row.Peak("peak memory of ingest", first, Goals.IngestPeak));
    }

    private static async Task<Sample> IngestAgain(Bench bench, DataSet data, string database, CancellationToken cancel)
    {
        var sample = await bench.IngestInto(database, data, cancel);
        Scratch.DeleteDatabase(database);
        return sample;
    }

    private static async Task<Sample> Import(Bench bench, DataSet data, CancellationToken cancel)
    {
        var database = bench.Scratch.NewPath("sqlite3.db");
        PageCache.Load(data.Folder);
        var sample = await SqliteShell.Import(data.Polls, database, cancel);
        data.Facts.MustEqual(FactsDigest.OfTextTable(database), "the database of sqlite3");
        Scratch.DeleteDatabase(database);
        return sample;
    }
}
