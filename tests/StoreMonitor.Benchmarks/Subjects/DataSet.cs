using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>A synthetic data set, and what is derived from it once: databases, and the results that all others must equal.</summary>
internal sealed class DataSet(string folder, PublishedProgram program, Scratch scratch)
{
    public const string PollsName = "store_status.csv";

    private FactsDigest? _facts;
    private string? _database;
    private string? _duckDb;
    private byte[]? _report;

    /// <summary>The three CSVs.</summary>
    public string Folder => folder;

    /// <summary>The polls among them.</summary>
    public string Polls => Path.Combine(folder, PollsName);

    /// <summary>What the polls are, read plainly from the CSV.</summary>
    public FactsDigest Facts => _facts ??= FactsDigest.OfCsv(Polls);

    /// <summary>Makes the data set up.</summary>
    public static async Task<DataSet> Make(Shape shape, PublishedProgram program, Scratch scratch, CancellationToken cancel)
    {
        var folder = scratch.NewPath($"data-{shape.Name}");
        await ChildProcess.Run(
            program.Monitor,
            ["sample", "--output", folder, "--stores", $"{shape.Stores}", "--days", $"{shape.Days}", "--poll-every", $"{shape.PollEverySeconds}"],
            cancel);
        return new DataSet(folder, program, scratch);
    }

    /// <summary>The database that our ingest makes of it.</summary>
    public async Task<string> Database(CancellationToken cancel)
    {
        if (_database is not null)
            return _database;

        var path = scratch.NewPath("monitor.db");
        await ChildProcess.Run(program.Monitor, IngestArguments(path), cancel);
        Facts.MustEqual(FactsDigest.OfDatabase(path), "the database for the reports");
        return _database = path;
    }

    /// <summary>The database that DuckDB reports from.</summary>
    public string DuckDb()
    {
        if (_duckDb is not null)
            return _duckDb;

        var path = scratch.NewPath("duck.db");
        DuckDbFile.Make(path, folder);
        return _duckDb = path;
    }

    /// <summary>The report that DuckDB makes of it: the reference for every report.</summary>
    public byte[] Report()
    {
        if (_report is not null)
            return _report;

        var path = scratch.NewPath("reference.csv");
        DuckDbReport.Run(DuckDb(), path, BusinessTimeOf.Its);
        return _report = File.ReadAllBytes(path);
    }

    /// <exception cref="ResultDiffersException">The report is not byte for byte the reference.</exception>
    public void MustBeReport(ReadOnlySpan<byte> report, string whose)
    {
        if (!report.SequenceEqual(Report()))
            throw new ResultDiffersException($"{whose} is not byte for byte the report of DuckDB's SQL");
    }

    /// <summary>The arguments that make our program ingest it.</summary>
    public string[] IngestArguments(string database) =>
        ["ingest", "--data", folder, "--database", database, "--reports", Path.Combine(folder, "rejected")];

    /// <summary>Removes all of its files.</summary>
    public void Delete()
    {
        Directory.Delete(folder, recursive: true);
        if (_database is not null)
            Scratch.DeleteDatabase(_database);
        if (_duckDb is not null)
            File.Delete(_duckDb);
    }
}
