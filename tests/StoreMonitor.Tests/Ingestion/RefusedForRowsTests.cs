using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Files that are refused because of their rows: all rejected, more rejected than allowed, or days that are counted from 1.</summary>
public class RefusedForRowsTests : IDisposable
{
    private const string Good = "a,active,2024-10-07 10:00:00 UTC";
    private const string Bad = "b,?,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("store_status.csv", Cli.StatusHeader, "a,?,2024-10-07 10:00:00 UTC", "a,active,yesterday")]
    [InlineData("menu_hours.csv", Cli.HoursHeader, "a,0,noon,12:00", "b,0,noon,12:00")]
    [InlineData("timezones.csv", Cli.ZonesHeader, "a,-06:00", "b,nowhere")]
    public async Task A_file_whose_rows_are_all_rejected_is_refused_and_the_rows_are_shown_and_listed(string file, string header, string first, string second)
    {
        _cli.WriteStatus(Good);
        _cli.Write(file, header, first, second);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"failed: {file}: all of its 2 rows were rejected; nothing of it was stored");
        run.ResultLines.Should().Contain(line => line.StartsWith($"{file}:2: ", StringComparison.Ordinal));
        var list = run.ResultLines.Single(line => line.StartsWith("all rejected rows: ", StringComparison.Ordinal))["all rejected rows: ".Length..];
        (await File.ReadAllLinesAsync(list)).Should().HaveCount(3);
        _cli.Facts.Stores.Should().BeEmpty();
    }

    [Theory]
    [InlineData(new[] { "--strict" }, 1, "1 of its 4 rows was rejected; the limit is 0")]
    [InlineData(new[] { "--max-rejected", "0" }, 1, "1 of its 4 rows was rejected; the limit is 0")]
    [InlineData(new[] { "--max-rejected", "1" }, 0, "")]
    [InlineData(new[] { "--max-rejected", "24.9%" }, 1, "1 of its 4 rows was rejected; the limit is 24.9 %")]
    [InlineData(new[] { "--max-rejected", "25%" }, 0, "")]
    public async Task More_rejected_rows_than_allowed_refuse_the_file(string[] options, int exitCode, string reason)
    {
        _cli.WriteStatus(Good, Bad, "c,active,2024-10-07 10:00:00 UTC", "d,active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run(["ingest", .. options]);

        run.ExitCode.Should().Be(exitCode);
        run.Diagnostics.Should().Contain(reason.Length == 0 ? "100 % read" : $"failed: store_status.csv: {reason}; nothing of it was stored");
        run.ResultLines.Should().Contain("store_status.csv:3: status '?' is not 'active' or 'inactive'");
        run.Results.Should().Contain("all rejected rows: ");
        _cli.Facts.Polls.Should().HaveCount(exitCode == 0 ? 3 : 0);
    }

    [Theory]
    [InlineData("--max-rejected", "many")]
    [InlineData("--max-rejected", "-1")]
    [InlineData("--max-rejected", "101%")]
    [InlineData("--max-rejected", "1.5")]
    [InlineData("--strict", "--max-rejected", "3")]
    public async Task A_limit_that_makes_no_sense_is_wrong_usage(params string[] options)
    {
        _cli.WriteStatus(Good);

        var run = await _cli.Run(["ingest", .. options]);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("--max-rejected");
    }

    [Fact]
    public async Task Files_before_the_refused_one_stay_stored()
    {
        _cli.WriteZones("a,UTC");
        _cli.WriteStatus(Good, Bad);

        var run = await _cli.Run("ingest", "--strict");

        run.ExitCode.Should().Be(1);
        run.ResultLines[0].Should().StartWith("timezones.csv: read 1, stored 1, ");
        _cli.Facts.Zones.Should().Equal("a UTC");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("1", "7")]
    [InlineData("1.0", "7.0")]
    public async Task Days_from_1_to_7_refuse_the_file(string first, string last)
    {
        _cli.WriteStatus(Good);
        _cli.WriteHours($"a,{first},09:00,12:00", $"a,{last},09:00,12:00");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("failed: menu_hours.csv: its days run from 1 to 7, but 0 is Monday and 6 is Sunday here");
        _cli.Facts.Hours.Should().BeEmpty();
    }

    [Fact]
    public void A_7_beside_a_0_costs_its_week_only()
    {
        _cli.WriteStatus(Good);
        _cli.WriteHours("a,7,09:00,12:00", "b,0,09:00,12:00");

        _cli.Ingest().Rejected.Should().ContainSingle();

        _cli.Facts.Hours.Should().Equal("b 0 09:00:00-12:00:00");
    }

    [Theory]
    [InlineData(null, null, 5, 5, "all of its 5 rows were rejected")]
    [InlineData(null, null, 5, 4, null)]
    [InlineData(null, null, 0, 0, null)]
    [InlineData(3L, null, 9, 4, "4 of its 9 rows were rejected; the limit is 3")]
    [InlineData(null, 10, 9, 1, "1 of its 9 rows was rejected; the limit is 10 %")]
    [InlineData(null, 10, 10, 1, null)]
    public void A_limit_is_compared_with_what_was_read(long? rows, int? percent, long read, long rejected, string? problem) =>
        new RejectionLimit(rows, percent).ProblemWith(read, rejected).Should().Be(problem);

    public void Dispose() => _cli.Dispose();
}
