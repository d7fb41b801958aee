using StoreMonitor.Files;
using StoreMonitor.Ingestion;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class InputFilesTests : IDisposable
{
    private const string Poll = "a,active,2024-10-07 10:00:00 UTC";
    private const string Hours = "a,0,09:00:00,12:00:00";

    private readonly Cli _cli = new();

    [Fact]
    public async Task The_three_files_load_and_are_told_one_line_each()
    {
        _cli.WriteStatus(Poll, "b,inactive,2024-10-07 11:00:00 UTC");
        _cli.WriteHours(Hours);
        _cli.WriteZones("a,UTC");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.ResultLines.Take(3).Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^timezones\.csv: read 1, stored 1, unchanged 0, replaced 0, removed 0, kept 0 zones, rejected 0, seconds \d+\.\d\d$"),
            line => line.Should().StartWith("menu_hours.csv: read 1, stored 1, unchanged 0, replaced 0, removed 0, kept 0 weeks, rejected 0, "),
            line => line.Should().StartWith("store_status.csv: read 2, stored 2, unchanged 0, replaced 0, removed 0, kept 0, rejected 0, "));
        run.Diagnostics.Should().NotContain("warning");
        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00Z active", "b 2024-10-07T11:00:00Z inactive");
        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00");
        _cli.Facts.Zones.Should().Equal("a UTC");
    }

    [Fact]
    public void The_other_file_names_load()
    {
        _cli.WriteStatus(Poll);
        _cli.Write("business_hours.csv", Cli.HoursHeader, Hours);
        _cli.Write("store_timezones.csv", Cli.ZonesHeader, "a,UTC");

        var summary = _cli.Ingest();

        summary.Warnings.Should().BeEmpty();
        summary.Files.Select(file => file.File).Should().Equal("store_timezones.csv", "business_hours.csv", "store_status.csv");
        _cli.Facts.Hours.Should().ContainSingle();
        _cli.Facts.Zones.Should().ContainSingle();
    }

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("menu_hours.csv")]
    [InlineData("store_timezones.csv")]
    public async Task A_folder_with_the_name_of_a_file_is_refused(string name)
    {
        if (name != "store_status.csv")
            _cli.WriteStatus(Poll);
        Directory.CreateDirectory(Path.Combine(_cli.DataFolder, name));

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"failed: {name}: it is a folder");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task Of_two_names_for_one_file_the_usual_one_loads_with_a_warning()
    {
        _cli.WriteStatus(Poll);
        _cli.WriteHours(Hours);
        _cli.Write("business_hours.csv", Cli.HoursHeader, "a,1,01:00:00,02:00:00");
        _cli.WriteZones("a,UTC");
        _cli.Write("store_timezones.csv", Cli.ZonesHeader, "a,Asia/Kolkata");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().Contain("both menu_hours.csv and business_hours.csv: business_hours.csv is not read");
        run.Diagnostics.Should().Contain("both timezones.csv and store_timezones.csv: store_timezones.csv is not read");
        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00");
        _cli.Facts.Zones.Should().Equal("a UTC");
    }

    [Fact]
    public async Task Missing_hours_and_zones_are_warnings()
    {
        _cli.WriteStatus(Poll);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().Contain("warning: there is no menu_hours.csv or business_hours.csv").And.Contain("24×7");
        run.Diagnostics.Should().Contain("warning: there is no timezones.csv or store_timezones.csv").And.Contain("America/Chicago");
        run.Results.Should().NotContain("warning");
        _cli.Facts.Polls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_missing_status_file_fails_and_nothing_is_stored()
    {
        _cli.WriteHours(Hours);
        _cli.WriteZones("a,UTC");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"there is no store_status.csv in {_cli.DataFolder}");
        _cli.Facts.Stores.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_data_folder_fails_and_is_named()
    {
        var missing = _cli.Folder.Of("nowhere");

        var run = await _cli.RunBare("ingest", "--data", missing, "--database", _cli.DatabasePath, "--reports", _cli.ReportsFolder);

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"there is no data folder {missing}");
        run.Results.Should().BeEmpty();
    }

    [Fact]
    public void File_names_are_found_in_any_case()
    {
        _cli.Write("Store_Status.CSV", Cli.StatusHeader, Poll);
        _cli.Write("MENU_HOURS.csv", Cli.HoursHeader, Hours);
        _cli.Write("Store_Timezones.Csv", Cli.ZonesHeader, "a,UTC");

        var summary = _cli.Ingest();

        summary.Warnings.Should().BeEmpty();
        summary.Files.Select(file => file.File).Should().Equal("Store_Timezones.Csv", "MENU_HOURS.csv", "Store_Status.CSV");
        InputFiles.ExistIn(_cli.DataFolder).Should().BeTrue();
        InputFiles.IsOneOf(_cli.DataFolder, OutputPath.Of(Path.Combine(_cli.DataFolder, "MENU_HOURS.csv"))).Should().BeTrue();
    }

    [Fact]
    public async Task CSVs_that_were_not_read_are_named()
    {
        _cli.WriteStatus(Poll);
        _cli.Write("menu_hour.csv", Cli.HoursHeader, Hours);
        _cli.Write("Timezone.CSV", Cli.ZonesHeader, "a,UTC");
        _cli.WriteRaw("notes.txt", "x");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Split('\n').Should().Contain(line =>
            line.StartsWith("warning: there is no menu_hours.csv or business_hours.csv in ", StringComparison.Ordinal)
            && line.EndsWith("; not read: Timezone.CSV, menu_hour.csv", StringComparison.Ordinal));
        run.Diagnostics.Should().NotContain("notes.txt");
    }

    [Fact]
    public void CSVs_that_were_not_read_are_named_when_nothing_is_missing()
    {
        _cli.WriteStatus(Poll);
        _cli.WriteHours(Hours);
        _cli.WriteZones("a,UTC");
        _cli.WriteRaw("shops.csv", "store_id,name\n");

        _cli.Ingest().Warnings.Should().ContainSingle().Which.Should().EndWith("; not read: shops.csv");
    }

    [Fact]
    public async Task A_missing_status_file_names_the_CSVs_that_are_there()
    {
        _cli.Write("status.csv", Cli.StatusHeader, Poll);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"there is no store_status.csv in {_cli.DataFolder}; not read: status.csv");
    }

    [Fact]
    public async Task Files_can_be_named_outright_and_then_the_folder_is_not_needed()
    {
        var status = _cli.Folder.Write("any name", $"{Cli.StatusHeader}\n{Poll}\n");
        var hours = _cli.Folder.Write("h.txt", $"{Cli.HoursHeader}\n{Hours}\n");
        var zones = _cli.Folder.Write("z.tsv", "store_id\ttimezone_str\na\tUTC\n");

        var run = await _cli.RunBare(
            "ingest", "--status", status, "--hours", hours, "--zones", zones, "--data", _cli.Folder.Of("nowhere"),
            "--database", _cli.DatabasePath, "--reports", _cli.ReportsFolder);

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().NotContain("warning");
        run.ResultLines.Should().HaveCount(3);
        (_cli.Facts.Polls.Count, _cli.Facts.Hours.Count, _cli.Facts.Zones.Count).Should().Be((1, 1, 1));
    }

    [Fact]
    public async Task Only_the_named_file_is_read()
    {
        _cli.WriteStatus(Poll);
        var zones = _cli.Folder.Write("z.csv", $"{Cli.ZonesHeader}\na,UTC\n");

        var run = await _cli.Run("ingest", "--zones", zones);

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().NotContain("warning");
        run.ResultLines.Should().ContainSingle().Which.Should().StartWith("z.csv: read 1, stored 1, ");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_named_file_that_does_not_exist_fails()
    {
        var run = await _cli.Run("ingest", "--status", _cli.Folder.Of("no\u001b[31m.csv"));

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("failed: there is no file ").And.Contain("no\\u001b[31m.csv").And.NotContain("\u001b");
    }

    [Fact]
    public async Task The_faults_of_all_headers_are_told_in_one_run()
    {
        _cli.Write("store_status.csv", "id,status,timestamp_utc", Poll);
        _cli.Write("menu_hours.csv", "store_id,weekday,start_time_local,end_time_local", Hours);
        _cli.WriteRaw("timezones.csv", [(byte)'P', (byte)'K', 3, 4]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("store_status.csv: the header lacks 'store_id'")
            .And.Contain("menu_hours.csv: the header lacks 'dayOfWeek'")
            .And.Contain("timezones.csv: it is not text but an Excel workbook");
        _cli.Facts.Stores.Should().BeEmpty();
    }

    public void Dispose() => _cli.Dispose();
}
