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
        run.ResultLines.Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^timezones\.csv: read 1, stored 1, unchanged 0, replaced 0, rejected 0, seconds \d+\.\d\d$"),
            line => line.Should().StartWith("menu_hours.csv: read 1, stored 1, unchanged 0, replaced 0, rejected 0, "),
            line => line.Should().StartWith("store_status.csv: read 2, stored 2, unchanged 0, replaced 0, rejected 0, "));
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
        run.Diagnostics.Should().Contain("both menu_hours.csv and business_hours.csv: business_hours.csv is passed over");
        run.Diagnostics.Should().Contain("both timezones.csv and store_timezones.csv: store_timezones.csv is passed over");
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

    public void Dispose() => _cli.Dispose();
}
