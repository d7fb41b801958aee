using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

public sealed class ReportVerbTests : IDisposable
{
    private const string Header =
        "store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week\n";

    private readonly Cli _cli = new();

    public ReportVerbTests()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC", "b,inactive,2024-10-07 11:00:00 UTC");
        _cli.WriteZones("a,UTC", "b,UTC");
    }

    [Fact]
    public async Task It_ingests_first_into_an_empty_database_and_prints_its_path_only()
    {
        var run = await _cli.Run("report");

        run.ExitCode.Should().Be(0);
        run.ResultLines.Should().ContainSingle().Which.Should().StartWith(_cli.ReportsFolder);
        run.Diagnostics.Should().Contain($"the database {_cli.DatabasePath} is empty: ingesting {_cli.DataFolder}").And.Contain("store_status.csv: read 2");
        (await File.ReadAllTextAsync(run.ResultLines[0])).Should().Be(
            Header + "a,60.00,24.00,25.00,0.00,0.00,0.00\nb,0.00,0.00,0.00,60.00,24.00,24.00\n");
    }

    [Fact]
    public async Task It_does_not_ingest_into_a_database_that_has_polls()
    {
        await _cli.Run("ingest");
        _cli.WriteStatus("new,active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run("report");

        run.Diagnostics.Should().StartWith("as of 2024-10-07T11:00:00Z, 7 days ago; 2 stores, 0 without polls; hold, max carry P1D").And.NotContain("ingesting");
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task It_says_of_when_its_figures_and_the_data_are_and_how_many_stores_have_none()
    {
        _cli.WriteZones("a,UTC", "b,UTC", "silent,UTC");

        var run = await _cli.Run("report", "--as-of", "2024-10-07T10:30:00Z");

        run.Diagnostics.Should().EndWith(
            "as of 2024-10-07T10:30:00Z, 7 days ago; 1 store, 2 without polls; hold, max carry P1D; latest poll 2024-10-07T11:00:00Z, 7 days ago\n");
        run.ResultLines.Should().ContainSingle();
    }

    [Fact]
    public async Task Without_polls_it_is_a_header_as_of_the_clock()
    {
        File.Delete(_cli.Folder.Of("data", "store_status.csv"));
        new Database(_cli.DatabasePath).Prepare();

        var run = await _cli.Run("report");

        run.ExitCode.Should().Be(0);
        (await File.ReadAllTextAsync(run.ResultLines[0])).Should().Be(Header);
        run.ResultLines[0].Should().Contain("2024-10-14T120000Z", "the clock says so");
    }

    [Fact]
    public async Task R13_Without_polls_the_as_of_instant_is_a_whole_microsecond_as_every_other()
    {
        File.Delete(_cli.Folder.Of("data", "store_status.csv"));
        new Database(_cli.DatabasePath).Prepare();
        _cli.Clock.AdvanceNanoseconds(1_000_999);

        var run = await _cli.Run("report");

        run.Diagnostics.Should().Contain("as of 2024-10-14T12:00:00.001Z, ");
        run.ResultLines[0].Should().Contain("2024-10-14T120000.001Z");
    }

    [Fact]
    public async Task It_overwrites_its_output_and_leaves_no_partial_file()
    {
        var output = _cli.Folder.Write("out/r.csv", Header + new string('x', 10_000));

        var run = await _cli.Run("report", "--output", output);

        run.Results.Should().Be(output + "\n");
        (await File.ReadAllTextAsync(output)).Should().StartWith(Header);
        Directory.GetFiles(_cli.Folder.Of("out")).Should().Equal(output);
    }

    [Fact]
    public async Task It_makes_the_folder_of_its_output()
    {
        var output = _cli.Folder.Of("new", "folder", "r.csv");

        await _cli.Run("report", "--output", output);

        File.Exists(output).Should().BeTrue();
    }

    [Fact]
    public async Task A_failed_report_leaves_the_old_output_and_no_partial_file()
    {
        var output = _cli.Folder.Write("out/r.csv", "old");
        _cli.WriteRaw("store_status.csv", "nonsense\n");

        var run = await _cli.Run("report", "--output", output);

        run.ExitCode.Should().Be(1);
        (await File.ReadAllTextAsync(output)).Should().Be("old");
        Directory.GetFiles(_cli.Folder.Of("out")).Should().Equal(output);
    }

    [Fact]
    public async Task The_database_is_no_output()
    {
        await _cli.Run("ingest");

        var run = await _cli.Run("report", "--output", _cli.DatabasePath);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("is a database");
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public async Task What_is_kept_beside_the_database_is_no_output(string suffix)
    {
        await _cli.Run("ingest");

        var run = await _cli.Run("report", "--output", _cli.DatabasePath + suffix);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("is a database");
        File.Exists(_cli.DatabasePath + suffix).Should().BeFalse();
    }

    [FactOnLinux]
    public async Task The_database_is_no_output_by_whatever_name()
    {
        await _cli.Run("ingest");
        var real = Path.Combine(Directory.CreateDirectory(_cli.Folder.Of("real")).FullName, "d.db");
        File.Copy(_cli.DatabasePath, real);
        Directory.CreateSymbolicLink(_cli.Folder.Of("linked"), _cli.Folder.Of("real"));
        File.CreateSymbolicLink(_cli.Folder.Of("alias.db"), real);
        var before = await File.ReadAllBytesAsync(real);

        foreach (var name in new[] { _cli.Folder.Of("linked", "d.db"), _cli.Folder.Of("alias.db"), $"Data Source=file:{real}", _cli.DatabasePath })
        {
            var run = await _cli.RunBare("report", "--database", name, "--data", _cli.DataFolder, "--output", real);

            run.ExitCode.Should().Be(2);
            run.Diagnostics.Should().Contain("is a database");
        }

        (await File.ReadAllBytesAsync(real)).Should().Equal(before);
    }

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("timezones.csv")]
    public async Task An_input_file_is_no_output(string name)
    {
        var path = Path.Combine(_cli.DataFolder, name);
        var before = await File.ReadAllTextAsync(path);

        var run = await _cli.Run("report", "--output", path);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("is an input file");
        (await File.ReadAllTextAsync(path)).Should().Be(before);
    }

    [Fact]
    public async Task A_report_removes_nothing_that_others_put_beside_its_output()
    {
        string[] others = ["movie.partial", "r.csv.partial", "r.csv.backup.partial", "r.csv.mybackup.old.partial", Partial("r.csv2"), Partial("x.csv")];
        foreach (var name in others)
            _cli.Folder.Write(Path.Combine("out", name), "mine");
        _cli.Folder.Write(Path.Combine("out", Partial("r.csv")), "half");
        _cli.Folder.Write(Path.Combine("out", Partial("*")), "half");

        await _cli.Run("report", "--output", _cli.Folder.Of("out", "r.csv"));
        await _cli.Run("report", "--output", _cli.Folder.Of("out", "*"));

        Directory.GetFiles(_cli.Folder.Of("out")).Select(Path.GetFileName).Should().BeEquivalentTo([.. others, "r.csv", "*"]);

        static string Partial(string name) => Path.GetFileName(AtomicFile.NewPartialOf(name));
    }

    [Theory]
    [InlineData("", "--output is empty")]
    [InlineData("/dev/no-such-device", "is a device")]
    [InlineData("/", "is a folder")]
    [InlineData("/tmp", "is a folder")]
    public async Task An_output_that_no_file_can_be_is_wrong_usage(string output, string message)
    {
        var run = await _cli.Run("report", "--output", output);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(message);
    }

    [Fact]
    public async Task The_same_request_has_the_same_name_and_bytes()
    {
        var first = await _cli.Run("report");
        var bytes = await File.ReadAllBytesAsync(first.ResultLines[0]);
        _cli.Clock.AdvanceDays(3);

        var second = await _cli.Run("report");

        second.ResultLines.Should().Equal(first.ResultLines);
        (await File.ReadAllBytesAsync(second.ResultLines[0])).Should().Equal(bytes);
    }

    [Fact]
    public async Task Other_options_have_another_name()
    {
        string[][] requests = [["report"], ["report", "--interpolation", "midpoint"], ["report", "--max-carry", "8d"], ["report", "--as-of", "2024-10-07T10:30:00Z"]];
        var paths = new List<string>();

        foreach (var request in requests)
            paths.Add((await _cli.Run(request)).ResultLines[0]);

        paths.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Bytes_are_UTF8_without_a_mark_with_line_feeds()
    {
        _cli.WriteStatus("東京,active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run("report");

        var bytes = await File.ReadAllBytesAsync(run.ResultLines[0]);
        bytes.Should().StartWith("store_id"u8.ToArray());
        bytes.Should().NotContain((byte)'\r');
        bytes[^1].Should().Be((byte)'\n');
    }

    [Fact]
    public async Task Stores_are_in_ordinal_order_and_only_those_with_a_poll_at_or_before_the_as_of_instant()
    {
        _cli.WriteStatus(
            "b,active,2024-10-07 10:00:00 UTC", "B,active,2024-10-07 10:00:00 UTC", "a,active,2024-10-07 10:00:00 UTC",
            "10,active,2024-10-07 10:00:00 UTC", "9,active,2024-10-07 10:00:00 UTC", "é,active,2024-10-07 10:00:00 UTC",
            "late,active,2024-10-07 10:00:00.000001 UTC");
        _cli.WriteZones("unpolled,UTC");

        var run = await _cli.Run("report", "--as-of", "2024-10-07T10:00:00Z");

        var lines = await File.ReadAllLinesAsync(run.ResultLines[0]);
        lines.Skip(1).Select(line => line.Split(',')[0]).Should().Equal("10", "9", "B", "a", "b", "é");
    }

    public void Dispose() => _cli.Dispose();
}
