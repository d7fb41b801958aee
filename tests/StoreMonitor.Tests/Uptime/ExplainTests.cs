using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Uptime;

public class ExplainTests : IDisposable
{
    private readonly Cli _cli = new();

    public ExplainTests()
    {
        _cli.WriteHours("a,0,09:00:00,12:00:00");
        _cli.WriteZones("a,UTC", "silent,UTC");
        _cli.WriteStatus(
            "a,active,2024-10-07 09:30:00 UTC",
            "a,inactive,2024-10-07 11:00:00 UTC",
            "a,active,2024-10-07 08:00:00 UTC",
            "plain,active,2024-10-07 12:00:00 UTC");
    }

    [Fact]
    public async Task It_tells_the_store_the_options_and_all_three_windows()
    {
        var run = await _cli.Run("explain", "a");

        run.ExitCode.Should().Be(0);
        run.Results.Should().ContainAll(
            "store          a", "zone           UTC\n", "hours          Mon 09:00–12:00, Tue–Sun closed", "as of          2024-10-07T12:00:00Z",
            "interpolation  hold, max carry P1D", "\nlast_hour  Mon 2024-10-07 11:00:00 – 12:00:00 +00\n", "\nlast_day  Sun ", "\nlast_week  Mon ");
        run.Results.Should().NotContain("R2");
    }

    [Fact]
    public async Task Each_span_names_the_rule_and_the_poll_it_comes_from()
    {
        var run = await _cli.Run("explain", "a", "--window", "last_day");

        Spaces(run.Results).Should().ContainAll(
            "up 0.50 h Mon 2024-10-07 09:00:00 – 09:30:00 +00 R8.2: first poll of the interval active at Mon 2024-10-07 09:30:00 +00",
            "up 1.50 h Mon 2024-10-07 09:30:00 – 11:00:00 +00 R8.1: holds since active at Mon 2024-10-07 09:30:00 +00, uncertain (R11",
            "down 1.00 h Mon 2024-10-07 11:00:00 – 12:00:00 +00 R8.1: holds since inactive at Mon 2024-10-07 11:00:00 +00");
        run.Results.Should().Contain("polls in the window: 2 counted, 1 ignored (R3: outside business time)");
        run.Results.Should().Contain("sum (R12): up 7200 s + down 3600 s + unknown 0 s = business time 10800 s");
        run.Results.Should().Contain("  uptime_last_day = 2.00 hours\n  downtime_last_day = 1.00 hours\n\nlatest changes of its facts\n");
    }

    [Theory]
    [InlineData("midpoint", "R9: nearest")]
    [InlineData("proportional", "R10: 1 of 2 counted polls in the window were active")]
    public async Task Other_interpolations_name_their_rule(string interpolation, string rule)
    {
        var run = await _cli.Run("explain", "a", "--window", "last_day", "--interpolation", interpolation);

        run.Results.Should().Contain(rule);
        run.Results.Should().NotContain("R8");
    }

    [Fact]
    public async Task Time_that_no_poll_reaches_names_rule_8_5()
    {
        var run = await _cli.Run("explain", "a", "--window", "last_day", "--max-carry", "10m");

        run.Results.Should().Contain("R8.5: no poll in reach");
    }

    [Fact]
    public async Task Polls_of_other_shifts_name_rules_8_3_and_8_4()
    {
        _cli.WriteHours("a,0,09:00,10:00", "a,0,10:30,10:45", "a,0,08:45,08:50");

        var run = await _cli.Run("explain", "a", "--window", "last_day");

        run.Results.Should().Contain("R8.3: last known active at Mon 2024-10-07 09:30:00");
        run.Results.Should().Contain("R8.4: next known active at Mon 2024-10-07 09:30:00");
    }

    [Fact]
    public async Task Defaults_are_told_as_such()
    {
        var run = await _cli.Run("explain", "plain");

        run.Results.Should().Contain("zone           America/Chicago (default, R2: none is known)");
        run.Results.Should().Contain("hours          24×7 (default, R2: none are known)");
    }

    [Fact]
    public async Task A_window_alone_is_explained_alone()
    {
        var run = await _cli.Run("explain", "a", "--window", "last_hour");

        run.Results.Should().Contain("\nlast_hour  Mon").And.NotContainAny("last_day", "last_week");
    }

    [Fact]
    public async Task A_store_without_polls_says_that_it_is_not_in_the_report()
    {
        var run = await _cli.Run("explain", "silent");

        run.ExitCode.Should().Be(0);
        run.Results.Should().Contain("the store is not in the report (R15)");
    }

    [Fact]
    public async Task A_store_that_no_file_has_named_ends_with_1()
    {
        var run = await _cli.Run("explain", "nobody");

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().EndWith("failed: no store has the id 'nobody'\n");
    }

    [Fact]
    public async Task Local_times_are_the_stores_own()
    {
        _cli.WriteZones("a,Asia/Kolkata");

        var run = await _cli.Run("explain", "a", "--window", "last_hour");

        Spaces(run.Results).Should().Contain("(Mon 2024-10-07 17:30:00 +05:30)");
    }

    public void Dispose() => _cli.Dispose();

    // Where a line is broken is for another test.
    private static string Spaces(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ");
}
