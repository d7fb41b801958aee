using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Hosting;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Support;

/// <summary>A temporary folder with the data, the database and the reports of one service; gone when disposed of.</summary>
internal sealed class ServiceFolder : IDisposable
{
    public const string Header =
        "store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week\n";

    /// <summary>The report on <see cref="WithExamples"/> as of its latest poll: the examples of the rules, section 7.</summary>
    public const string ExamplesReport = Header
        + "always-up,60.00,24.00,24.00,0.00,0.00,0.00\n"
        + "last-week,,,,,,\n"
        + "not-counted,,,,,,\n"
        + "up-then-down,30.00,2.50,2.50,30.00,0.50,0.50\n";

    /// <summary>A time on the clock after every poll of these tests.</summary>
    public static readonly Instant Now = Instant.FromUtc(2024, 12, 1, 0, 0);

    private readonly string _path = Directory.CreateTempSubdirectory("store-monitor-tests-").FullName;

    private readonly Instant _now;

    public ServiceFolder(Instant? now = null)
    {
        _now = now ?? Now;
        Database = TestDatabase.AddressOf(Path.Combine(_path, "data", "store-monitor.db"));
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Reports);
    }

    /// <summary>The folder that has all others.</summary>
    public string Root => _path;

    public string Data => Path.Combine(_path, "data");

    public string Reports => Path.Combine(_path, "reports");

    /// <summary>The database: a file, or an address where the test runs on PostgreSQL.</summary>
    public string Database { get; }

    public string[] Options => ["--data", Data, "--database", Database, "--reports", Reports];

    /// <summary>Four stores, each an example of the rules, as of 2024-10-07T12:00:00Z.</summary>
    public static ServiceFolder WithExamples() => new ServiceFolder()
        .WriteHours("up-then-down,0,09:00,12:00", "last-week,0,09:00,12:00", "not-counted,0,09:00,12:00")
        .WriteZones("up-then-down,UTC", "last-week,UTC", "not-counted,UTC")
        .WritePolls(
            "up-then-down,active,2024-10-07 10:00:00 UTC",
            "up-then-down,inactive,2024-10-07 11:30:00 UTC",
            "last-week,inactive,2024-09-30 11:00:00 UTC",
            "not-counted,inactive,2024-10-07 08:50:00 UTC",
            "always-up,active,2024-10-07 12:00:00 UTC");

    public ServiceFolder WritePolls(params IEnumerable<string> rows) => Write("store_status.csv", "store_id,status,timestamp_utc", rows);

    public ServiceFolder WriteHours(params string[] rows) =>
        Write("menu_hours.csv", "store_id,dayOfWeek,start_time_local,end_time_local", rows);

    public ServiceFolder WriteZones(params string[] rows) => Write("timezones.csv", "store_id,timezone_str", rows);

    public string ReportPath(string reportId) => Path.Combine(Reports, $"{reportId}.csv");

    public string[] Partials() => Directory.GetFiles(Reports, "*.partial");

    /// <summary>Runs a verb in this process, on this folder.</summary>
    public async Task<VerbResult> Run(params string[] verb)
    {
        using var results = new StringWriter();
        using var diagnostics = new StringWriter();
        var code = await Task.Run(() => new CommandLine(new FakeClock(_now), results, diagnostics).Run([.. verb, .. Options]));
        return new VerbResult(code, results.ToString(), diagnostics.ToString());
    }

    /// <summary>Runs a verb in this process, on another database than that of this folder.</summary>
    public async Task<VerbResult> RunOn(string database, params string[] verb)
    {
        using var results = new StringWriter();
        using var diagnostics = new StringWriter();
        string[] arguments = [.. verb, "--data", Data, "--database", database, "--reports", Reports];
        var code = await Task.Run(() => new CommandLine(new FakeClock(_now), results, diagnostics).Run(arguments));
        return new VerbResult(code, results.ToString(), diagnostics.ToString());
    }

    /// <summary>The content of all files, by their paths.</summary>
    public Dictionary<string, byte[]> ReadFiles() =>
        Directory.GetFiles(_path, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);

    /// <summary>Another folder with files that had their paths in this one.</summary>
    public ServiceFolder CopyWith(IReadOnlyDictionary<string, byte[]> files)
    {
        var copy = new ServiceFolder(_now);
        foreach (var (path, content) in files)
            File.WriteAllBytes(Path.Combine(copy._path, Path.GetRelativePath(_path, path)), content);
        return copy;
    }

    /// <summary>The bytes of the report verb's CSV.</summary>
    public async Task<byte[]> Report(params string[] options)
    {
        var output = Path.Combine(_path, $"{Guid.NewGuid():N}.csv");
        var result = await Run(["report", "--output", output, .. options]);
        result.Code.Should().Be(0, result.Diagnostics);
        return await File.ReadAllBytesAsync(output);
    }

    public void Dispose()
    {
        TestDatabase.Drop(Database);
        Directory.Delete(_path, recursive: true);
    }

    private ServiceFolder Write(string name, string header, IEnumerable<string> rows)
    {
        File.WriteAllLines(Path.Combine(Data, name), rows.Prepend(header));
        return this;
    }
}

/// <summary>What a verb left behind.</summary>
internal sealed record VerbResult(int Code, string Results, string Diagnostics);
