using StoreMonitor.Ingestion;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public class AtomicityTests : IDisposable
{
    private const int Rows = 5_000;

    private readonly Cli _cli = new();

    [Fact]
    public async Task A_file_that_fails_half_way_leaves_nothing_of_it_and_all_of_what_was_there()
    {
        _cli.IngestStatus("s1,active,2024-10-07 10:00:00 UTC", "old,active,2024-10-01 10:00:00 UTC");
        var before = _cli.Facts;
        _cli.WriteStatus([.. Many(), "\0"]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("store_status.csv: it is not text");
        _cli.Facts.Should().BeEquivalentTo(before, facts => facts.WithStrictOrdering());
    }

    [Fact]
    public async Task The_files_before_a_failing_one_are_stored_whole()
    {
        _cli.WriteZones("a,UTC");
        _cli.WriteStatus([.. Many(), "\0"]);

        await _cli.Run("ingest");

        _cli.Facts.Zones.Should().Equal("a UTC");
        _cli.Facts.Stores.Should().Equal("a");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Fact]
    public void A_cancelled_ingest_leaves_nothing_of_the_file_under_way()
    {
        _cli.IngestStatus("s1,active,2024-10-07 10:00:00 UTC");
        var before = _cli.Facts;
        _cli.WriteStatus([.. Many()]);
        using var cancel = new CancellationTokenSource();
        var progress = new OnProgress(p =>
        {
            if (p.BytesRead > 100_000)
                cancel.Cancel();
        });

        var ingest = () => _cli.Ingest(progress, cancel.Token);

        ingest.Should().Throw<OperationCanceledException>();
        _cli.Facts.Should().BeEquivalentTo(before, facts => facts.WithStrictOrdering());
    }

    [Theory]
    [InlineData("appended")]
    [InlineData("cut")]
    [InlineData("written over")]
    [InlineData("replaced")]
    [InlineData("removed")]
    public void A_file_that_changes_while_it_is_read_leaves_nothing(string change)
    {
        _cli.IngestStatus("s1,active,2024-10-07 10:00:00 UTC");
        var before = _cli.Facts;
        _cli.WriteStatus([.. Many()]);
        var path = Path.Combine(_cli.DataFolder, "store_status.csv");
        File.SetLastWriteTimeUtc(path, new DateTime(2024, 10, 1, 0, 0, 0, DateTimeKind.Utc));
        var hasChanged = false;
        var progress = new OnProgress(p =>
        {
            if (p.BytesRead > 100_000 && !hasChanged)
                Change(path, change);
            hasChanged |= p.BytesRead > 100_000;
        });

        var ingest = () => _cli.Ingest(progress, CancellationToken.None);

        ingest.Should().Throw<FileRefusedException>().WithMessage("store_status.csv: it changed while it was read; nothing of it was stored");
        _cli.Facts.Should().BeEquivalentTo(before, facts => facts.WithStrictOrdering());
    }

    [Fact]
    public void An_ingest_cancelled_before_it_starts_stores_nothing()
    {
        _cli.WriteStatus([.. Many()]);

        var ingest = () => _cli.Ingest(cancel: new CancellationToken(canceled: true));

        ingest.Should().Throw<OperationCanceledException>();
        _cli.Facts.Stores.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_fails_after_others_leaves_them_stored_and_told()
    {
        _cli.WriteZones("a,Mars/Olympus", "b,UTC");
        _cli.WriteStatus([.. Many(), "\0"]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.ResultLines[0].Should().StartWith("timezones.csv: read 2, stored 1, unchanged 0, replaced 0, removed 0, kept 0 zones, rejected 1");
        run.ResultLines[1].Should().StartWith("timezones.csv: store 'a' has no known zone");
        run.ResultLines[2].Should().StartWith("timezones.csv:2: timezone_str 'Mars/Olympus'");
        File.ReadLines(run.ResultLines[3].Replace("all rejected rows: ", "", StringComparison.Ordinal)).Should().HaveCount(2);
        _cli.Facts.Zones.Should().Equal("b UTC");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_list_of_rejected_rows_is_not_left_half_written()
    {
        _cli.WriteStatus([.. Many(), "a,?,?", "\0"]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        if (Directory.Exists(_cli.ReportsFolder))
            Directory.GetFiles(_cli.ReportsFolder).Should().BeEmpty();
    }

    [Fact]
    public void Progress_runs_from_the_first_buffer_to_the_end_of_each_file()
    {
        var reports = new List<IngestProgress>();
        _cli.WriteStatus([.. Many()]);
        _cli.WriteZones("a,UTC");

        _cli.Ingest(new OnProgress(reports.Add));

        var status = reports.Where(report => report.File == "store_status.csv").ToList();
        status.Count.Should().BeGreaterThan(2);
        status.Select(report => report.BytesRead).Should().BeInAscendingOrder();
        status[^1].BytesRead.Should().Be(status[^1].BytesInAll).And.Be(new FileInfo(_cli.Folder.Of("data", "store_status.csv")).Length);
        reports.Should().Contain(report => report.File == "timezones.csv");
    }

    [Fact]
    public async Task Progress_goes_to_diagnostics_in_plain_lines()
    {
        _cli.WriteStatus([.. Many()]);

        var run = await _cli.Run("ingest");

        run.Diagnostics.Should().Contain("store_status.csv: 100 % read");
        run.Results.Should().NotContain("%");
    }

    public void Dispose() => _cli.Dispose();

    // At the ends of lines, so that every row that is read is a good one.
    private static void Change(string path, string how)
    {
        var lines = File.ReadAllLines(path);
        if (how == "appended")
            File.AppendAllText(path, lines[1] + "\n");
        else if (how == "cut")
            File.WriteAllLines(path, lines[..^1]);
        else if (how == "written over")
            File.WriteAllLines(path, lines);
        else
            File.Delete(path);
        if (how == "replaced")
            File.WriteAllLines(path, lines);
    }

    private static IEnumerable<string> Many() =>
        Enumerable.Range(0, Rows).Select(i => $"s{i % 10},inactive,2024-10-07 10:00:00.{i:0000} UTC");
}
