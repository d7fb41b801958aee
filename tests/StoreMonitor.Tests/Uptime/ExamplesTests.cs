using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Uptime;

/// <summary>The table of examples in the document of the rules, from files to the report CSV.</summary>
public class ExamplesTests : IDisposable
{
    private const string Noon = "2024-10-07T12:00:00Z";

    private readonly Cli _cli = new();

    public ExamplesTests()
    {
        string[] stores = ["flip", "early", "lastweek", "outside", "now"];
        _cli.WriteHours([.. stores.Select(store => $"{store},0,09:00:00,12:00:00")]);
        _cli.WriteZones([.. stores.Select(store => $"{store},UTC")]);
        _cli.WriteStatus(
            "flip,active,2024-10-07 10:00:00 UTC",
            "flip,inactive,2024-10-07 11:30:00 UTC",
            "early,inactive,2024-10-07 08:50:00 UTC",
            "early,active,2024-10-07 10:14:00 UTC",
            "lastweek,inactive,2024-09-30 11:00:00 UTC",
            "outside,inactive,2024-10-07 08:50:00 UTC",
            "now,active,2024-10-07 12:00:00 UTC");
    }

    [Theory]
    [InlineData("flip", "hold", "30.00 up, 30.00 down", "2.50 up, 0.50 down")]
    [InlineData("flip", "midpoint", "0.00 up, 60.00 down", "1.75 up, 1.25 down")]
    [InlineData("flip", "proportional", "0.00 up, 60.00 down", "1.50 up, 1.50 down")]
    [InlineData("early", "hold", "60.00 up, 0.00 down", "3.00 up, 0.00 down")]
    [InlineData("early", "midpoint", "60.00 up, 0.00 down", "3.00 up, 0.00 down")]
    [InlineData("early", "proportional", "60.00 up, 0.00 down", "3.00 up, 0.00 down")]
    [InlineData("lastweek", "hold", " up,  down", " up,  down")]
    [InlineData("lastweek", "midpoint", " up,  down", " up,  down")]
    [InlineData("lastweek", "proportional", " up,  down", " up,  down")]
    [InlineData("outside", "hold", " up,  down", " up,  down")]
    [InlineData("outside", "midpoint", " up,  down", " up,  down")]
    [InlineData("outside", "proportional", " up,  down", " up,  down")]
    public async Task The_report_has_the_figures_of_the_example(string store, string interpolation, string lastHour, string lastDay)
    {
        var row = await RowOf(store, "--interpolation", interpolation);

        $"{row[1]} up, {row[4]} down".Should().Be(lastHour);
        $"{row[2]} up, {row[5]} down".Should().Be(lastDay);
    }

    [Fact]
    public async Task The_default_is_hold_with_24_hours()
    {
        var plain = await RowOf("flip");
        var told = await RowOf("flip", "--interpolation", "hold", "--max-carry", "P1D", "--as-of", Noon);

        plain.Should().Equal(told);
    }

    [Theory]
    [InlineData("7d", " up,  down", "0.00 up, 2.00 down")]
    [InlineData("8d", "0.00 up, 60.00 down", "0.00 up, 3.00 down")]
    [InlineData("P8D", "0.00 up, 60.00 down", "0.00 up, 3.00 down")]
    [InlineData("6d", " up,  down", " up,  down")]
    public async Task The_max_carry_changes_how_far_a_poll_speaks(string maxCarry, string lastHour, string lastDay)
    {
        var row = await RowOf("lastweek", "--max-carry", maxCarry);

        $"{row[1]} up, {row[4]} down".Should().Be(lastHour);
        $"{row[2]} up, {row[5]} down".Should().Be(lastDay);
    }

    // R10 asks for a distance of less than seven days, and to the last hour it is seven exactly.
    [Theory]
    [InlineData("midpoint", " up,  down", "0.00 up, 2.00 down")]
    [InlineData("proportional", " up,  down", "0.00 up, 3.00 down")]
    public async Task A_max_carry_of_seven_days_speaks_as_it_did_by_default(string interpolation, string lastHour, string lastDay)
    {
        var row = await RowOf("lastweek", "--interpolation", interpolation, "--max-carry", "7d");

        $"{row[1]} up, {row[4]} down".Should().Be(lastHour);
        $"{row[2]} up, {row[5]} down".Should().Be(lastDay);
    }

    [Theory]
    [InlineData("2024-10-07T11:30:00Z", "60.00 up, 0.00 down")]
    [InlineData("2024-10-07T11:30:00.000001Z", "60.00 up, 0.00 down")]
    [InlineData("2024-10-07T11:40:00Z", "50.00 up, 10.00 down")]
    [InlineData("2024-10-07T13:40:00+02:00", "50.00 up, 10.00 down")]
    [InlineData("2024-10-07T13:00:00Z", "0.00 up, 0.00 down")]
    public async Task The_as_of_instant_moves_the_window(string asOf, string lastHour)
    {
        var row = await RowOf("flip", "--as-of", asOf);

        $"{row[1]} up, {row[4]} down".Should().Be(lastHour);
    }

    [Fact]
    public async Task Explain_tells_the_uncertain_time_of_the_example()
    {
        var run = await _cli.Run("explain", "flip", "--window", "last_day");

        run.Results.Should().Contain("uncertain (R11): 5400 s; uptime between 3600 s and 9000 s");
    }

    public void Dispose() => _cli.Dispose();

    private async Task<string[]> RowOf(string store, params string[] options)
    {
        var run = await _cli.Run(["report", .. options]);
        run.ExitCode.Should().Be(0);
        return (await File.ReadAllLinesAsync(run.ResultLines[0])).Single(line => line.StartsWith(store + ",", StringComparison.Ordinal)).Split(',');
    }
}
