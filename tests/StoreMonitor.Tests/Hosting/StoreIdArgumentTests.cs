using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>A store id is text, whatever a command line is used to make of such text.</summary>
public sealed class StoreIdArgumentTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("@central")]
    [InlineData("@/etc/passwd")]
    [InlineData("-8125470391182634017")]
    [InlineData("+4915112345678")]
    [InlineData("-h1")]
    [InlineData("[suggest]")]
    [InlineData("report")]
    [InlineData("/h")]
    public async Task It_is_found_by_explain(string id)
    {
        _cli.WriteStatus($"{id},active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run("explain", id, "--window", "last_hour");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Results.Should().MatchRegex($"^store +{System.Text.RegularExpressions.Regex.Escape(id)}\n");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--data")]
    public async Task One_that_is_an_option_is_found_behind_two_dashes(string id)
    {
        _cli.WriteStatus($"{id},active,2024-10-07 10:00:00 UTC");

        var run = await _cli.RunBare(
            "explain", "--data", _cli.DataFolder, "--database", _cli.DatabasePath, "--reports", _cli.ReportsFolder, "--window", "last_hour", "--", id);

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Results.Should().Contain(id);
    }

    [Fact]
    public async Task One_that_a_report_guards_is_found_as_the_report_writes_it()
    {
        _cli.WriteStatus("=1+1,active,2024-10-07 10:00:00 UTC", "@x,active,2024-10-07 10:00:00 UTC");

        var all = await _cli.Run("report");
        var one = await _cli.Run("report", "--store", "'@x");
        var explained = await _cli.Run("explain", "'=1+1", "--window", "last_hour");

        Ids(all).Should().Equal("store_id", "'=1+1", "'@x");
        Ids(one).Should().Equal("store_id", "'@x");
        explained.Results.Should().MatchRegex("^store +=1[+]1\n");

        static IEnumerable<string> Ids(CliRun run) => File.ReadAllLines(run.ResultLines[0]).Select(line => line.Split(',')[0]);
    }

    [Theory]
    [InlineData("MIDPOINT", "midpoint")]
    [InlineData("Hold", "hold")]
    [InlineData("proPortional", "proportional")]
    public async Task An_interpolation_may_be_in_any_case(string typed, string meant)
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run("report", "--interpolation", typed);

        run.ExitCode.Should().Be(0);
        run.ResultLines[0].Should().Contain($"-{meant}-");
    }

    public void Dispose() => _cli.Dispose();
}
