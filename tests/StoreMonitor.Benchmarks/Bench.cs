using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Subjects;

namespace StoreMonitor.Benchmarks;

/// <summary>What every comparison is given.</summary>
internal sealed class Bench(PublishedProgram program, Scratch scratch, BenchmarkOptions options)
{
    private const int WarmUps = 1;

    private readonly Dictionary<Shape, DataSet> _data = [];

    public PublishedProgram Program => program;

    public Scratch Scratch => scratch;

    public Shapes Shapes => options.Quick ? Shapes.Quick : Shapes.Full;

    public bool IsQuick => options.Quick;

    public int Rounds => options.Rounds;

    /// <summary>The data set of a shape, made up when it is first asked for.</summary>
    public async Task<DataSet> Data(Shape shape, CancellationToken cancel)
    {
        if (!_data.TryGetValue(shape, out var data))
            _data.Add(shape, data = await DataSet.Make(shape, program, scratch, cancel));
        return data;
    }

    /// <summary>Measures contenders in turn, after a warm-up.</summary>
    public Task<Sample[][]> Interleave(params Func<Task<Sample>>[] contenders) => Interleaved.Run(WarmUps, options.Rounds, contenders);

    /// <summary>Our report by a process of its own; checked.</summary>
    public async Task<Sample> ColdReport(DataSet data, CancellationToken cancel)
    {
        var (database, output) = (await data.Database(cancel), scratch.NewPath("report.csv"));
        PageCache.Load(program.Folder, database);
        var sample = await ChildProcess.Run(program.Monitor, ["report", "--database", database, "--output", output], cancel);
        data.MustBeReport(await File.ReadAllBytesAsync(output, cancel), "our report");
        return sample;
    }

    /// <summary>Our ingest by a process of its own; checked.</summary>
    /// <param name="database">One that is not there yet, or has the same polls already.</param>
    public async Task<Sample> IngestInto(string database, DataSet data, CancellationToken cancel)
    {
        PageCache.Load(program.Folder, data.Folder, database);
        var sample = await ChildProcess.Run(program.Monitor, data.IngestArguments(database), cancel);
        data.Facts.MustEqual(FactsDigest.OfDatabase(database), "the database of our ingest");
        return sample;
    }
}
