using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Hosting;
using StoreMonitor.Ingestion;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Support;

/// <summary>What a command said and ended with.</summary>
internal sealed record CliRun(int ExitCode, string Results, string Diagnostics)
{
    public string[] ResultLines => Results.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The command line in this process, on a data folder, a database and a reports folder of its own.</summary>
internal sealed class Cli : IDisposable
{
    public const string StatusHeader = "store_id,status,timestamp_utc";
    public const string HoursHeader = "store_id,dayOfWeek,start_time_local,end_time_local";
    public const string ZonesHeader = "store_id,timezone_str";

    /// <summary>What the clock says unless a test moves it.</summary>
    public static readonly Instant Now = Instant.FromUtc(2024, 10, 14, 12, 0);

    public TempFolder Folder { get; } = new();

    public FakeClock Clock { get; } = new(Now);

    public string DataFolder => Directory.CreateDirectory(Folder.Of("data")).FullName;

    /// <summary>The database: a file, or an address where the test runs on PostgreSQL.</summary>
    public string DatabasePath => field ??= TestDatabase.AddressOf(Folder.Of("store-monitor.db"));

    public string ReportsFolder => Folder.Of("reports");

    public Facts Facts => Facts.In(DatabasePath);

    /// <summary>Writes an input file with a header and rows, each line ended by <c>\n</c>.</summary>
    public void Write(string name, string header, params string[] rows) =>
        Folder.Write($"data/{name}", string.Concat(rows.Prepend(header).Select(row => row + "\n")));

    public void WriteStatus(params string[] rows) => Write("store_status.csv", StatusHeader, rows);

    public void WriteHours(params string[] rows) => Write("menu_hours.csv", HoursHeader, rows);

    public void WriteZones(params string[] rows) => Write("timezones.csv", ZonesHeader, rows);

    public void WriteRaw(string name, string text) => Folder.Write($"data/{name}", text);

    public void WriteRaw(string name, byte[] content) => Folder.Write($"data/{name}", content);

    /// <summary>Runs a verb on the folders of this test.</summary>
    public Task<CliRun> Run(params string[] args) =>
        RunBare([.. args, "--data", DataFolder, "--database", DatabasePath, "--reports", ReportsFolder]);

    /// <summary>Runs exactly what is given.</summary>
    public async Task<CliRun> RunBare(params string[] args)
    {
        using var results = new StringWriter { NewLine = "\n" };
        using var diagnostics = new StringWriter { NewLine = "\n" };
        var exitCode = await Task.Run(() => new CommandLine(Clock, results, diagnostics).Run(args));
        return new CliRun(exitCode, results.ToString(), diagnostics.ToString());
    }

    /// <summary>Ingests without the command line around it.</summary>
    public IngestSummary Ingest(IProgress<IngestProgress>? progress = null, CancellationToken cancel = default)
    {
        var facts = Databases.Open(DatabasePath);
        facts.Prepare();
        return new Ingester(facts, ReportsFolder, Clock).Ingest(DataFolder, progress ?? new OnProgress(_ => { }), cancel);
    }

    /// <summary>Ingests one status file and answers with what became of it.</summary>
    public FileSummary IngestStatus(params string[] rows)
    {
        WriteStatus(rows);
        return Ingest().Files[^1];
    }

    public void Dispose()
    {
        TestDatabase.Drop(DatabasePath);
        Folder.Dispose();
    }
}

/// <summary>Hears of the progress at once, on the thread that makes it.</summary>
internal sealed class OnProgress(Action<IngestProgress> hear) : IProgress<IngestProgress>
{
    public void Report(IngestProgress value) => hear(value);
}
