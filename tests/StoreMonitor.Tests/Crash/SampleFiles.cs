using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Reports.Building;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A synthetic data set large enough to be interrupted, made once, with the report on it.</summary>
public sealed class SampleFiles : IAsyncLifetime, IDisposable
{
    public const int Stores = 100;

    private readonly ServiceFolder _folder = new();
    private long[] _facts = [];

    public long Polls { get; private set; }

    internal Instant AsOf { get; private set; }

    internal byte[] Report { get; private set; } = [];

    public async Task InitializeAsync()
    {
        string[] sample = ["sample", "--output", _folder.Data, "--stores", $"{Stores}", "--days", "20", "--poll-every", "860", "--end", "2024-11-20T00:00:00Z"];
        (await _folder.Run(sample)).Code.Should().Be(0);
        WriteCalendar();
        Polls = File.ReadLines(Path.Combine(_folder.Data, "store_status.csv")).LongCount() - 1;
        Polls.Should().BeInRange(150_000, 300_000);
        (await _folder.Run("ingest")).Code.Should().Be(0);
        using (var copy = new DatabaseCopy(_folder.Database))
            _facts = FactsIn(copy);
        using var storage = new ServiceStorage(_folder);
        AsOf = ReportBuilder.DefaultAsOf(storage.Facts, new FakeClock(ServiceFolder.Now));
        Report = await _folder.Report();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>A folder with these files and no database.</summary>
    internal ServiceFolder NewFolder()
    {
        var folder = new ServiceFolder();
        foreach (var file in Directory.GetFiles(_folder.Data, "*.csv"))
            File.CreateSymbolicLink(Path.Combine(folder.Data, Path.GetFileName(file)), file);
        return folder;
    }

    /// <summary>A folder with these files, ingested.</summary>
    internal ServiceFolder NewIngestedFolder()
    {
        var folder = NewFolder();
        File.Copy(_folder.Database, folder.Database);
        return folder;
    }

    /// <summary>That a database has every fact of the files.</summary>
    internal void ShouldHaveAll(DatabaseCopy copy)
    {
        copy.ShouldBeWhole();
        FactsIn(copy).Should().Equal(_facts);
    }

    /// <summary>That a database has all of each file or nothing of it, in the order in which the files are loaded.</summary>
    internal void ShouldBeWholeFiles(DatabaseCopy copy)
    {
        copy.ShouldBeWhole();
        var loaded = FactsIn(copy).TakeWhile(count => count > 0).Count();
        FactsIn(copy).Should().Equal(_facts.Select((count, file) => file < loaded ? count : 0));
    }

    // In the order in which the files are loaded.
    private static long[] FactsIn(DatabaseCopy copy) =>
    [
        copy.Count("stores", "zone_id"), copy.Count("business_hours"), copy.Count("store_details", "name"), copy.Count("store_groups"),
        copy.Count("special_hours"), copy.Count("closures"), copy.Count("polls"),
    ];

    // For each store of the sample, what the sample verb does not make.
    private void WriteCalendar()
    {
        var ids = File.ReadLines(Path.Combine(_folder.Data, "timezones.csv")).Skip(1).Select(line => line.Split(',')[0]).ToList();
        Write("stores.csv", "store_id,name", ids.Select((id, index) => $"{id},Store {index}"));
        Write("groups.csv", "group,store_id", ids.Select((id, index) => $"Group {index % 7},{id}"));
        Write("special_hours.csv", "store_id,date,start_time_local,end_time_local", ids.SelectMany(id => new[] { $"{id},2024-11-18,10:00,12:00", $"{id},2024-11-19,," }));
        Write("closures.csv", "store_id,from_utc,to_utc", ids.Select((id, index) => $"{id},2024-11-17 {index % 24:00}:00:00 UTC,2024-11-18 00:30:00 UTC"));

        void Write(string name, string header, IEnumerable<string> rows) => File.WriteAllLines(Path.Combine(_folder.Data, name), rows.Prepend(header));
    }
}
