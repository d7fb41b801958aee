using System.Text;
using StoreMonitor.Core.Reports;
using StoreMonitor.Reports.Output;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Columns, stores and windows that a command chooses.</summary>
public class ReportColumnsTests : IDisposable
{
    private const string AsOf = "2024-10-07T12:00:00Z";

    private readonly Cli _cli = new();

    public ReportColumnsTests()
    {
        string[] stores = ["flip", "carried", "silent", "=x"];
        _cli.WriteHours([
            .. stores.Select(store => $"{store},0,09:00,12:00"), "carried,6,20:00,21:00", "closed,1,09:00,12:00"]);
        _cli.WriteZones([.. stores.Select(store => $"{store},UTC")]);
        _cli.WriteStatus(
            "flip,active,2024-10-07 10:00:00 UTC",
            "flip,inactive,2024-10-07 11:30:00 UTC",
            "carried,inactive,2024-10-06 20:30:00 UTC",
            "silent,inactive,2024-09-30 11:00:00 UTC",
            "=x,active,2024-10-07 10:00:00 UTC",
            "closed,active,2024-10-07 10:00:00 UTC",
            "plain,active,2024-10-07 11:59:00.5 UTC");
    }

    [Fact]
    public async Task The_columns_of_a_window_are_what_the_rules_say_of_it()
    {
        const string Columns =
            "uptime_last_day,downtime_last_day,business_last_day,unknown_last_day,carried_last_day,uncertain_last_day,"
            + "uptime_min_last_day,uptime_max_last_day,availability_last_day,coverage_last_day";

        var lines = await Report("--columns", Columns);

        lines.Should().Equal(
            $"store_id,{Columns}",
            "'=x,3.00,0.00,3.00,0.00,0.00,0.00,3.00,3.00,100.00,100.00",
            "carried,0.00,4.00,4.00,0.00,3.00,0.00,0.00,0.00,0.00,100.00",
            "closed,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,,",
            "flip,2.50,0.50,3.00,0.00,0.00,1.50,1.00,2.50,83.33,100.00",
            "plain,24.00,0.00,24.00,0.00,0.00,0.00,24.00,24.00,100.00,100.00",
            "silent,,,3.00,3.00,0.00,0.00,,,,0.00");
    }

    [Fact]
    public async Task The_columns_of_a_store_say_its_last_poll_its_state_and_its_defaults()
    {
        var lines = await Report("--columns", "last_poll,state,dormant,zone,defaults,problem");

        lines.Should().Equal(
            "store_id,last_poll,state,dormant,zone,defaults,problem",
            "'=x,2024-10-07T10:00:00Z,up,false,UTC,,",
            "carried,2024-10-06T20:30:00Z,down,false,UTC,,",
            "closed,2024-10-07T10:00:00Z,closed,true,America/Chicago,zone,",
            "flip,2024-10-07T11:30:00Z,down,false,UTC,,",
            "plain,2024-10-07T11:59:00.5Z,up,false,America/Chicago,hours zone,",
            "silent,2024-09-30T11:00:00Z,unknown,true,UTC,,");
    }

    [Fact]
    public async Task A_plus_adds_to_the_columns_of_the_default_for_each_window()
    {
        var lines = await Report("--columns", "+carried,+availability_last_week,+last_poll", "--store", "carried");

        lines.Should().Equal(
            ServiceFolder.Header.TrimEnd('\n') + ",carried_last_hour,carried_last_day,carried_last_week,availability_last_week,last_poll",
            "carried,0.00,0.00,0.00,60.00,4.00,4.00,60.00,3.00,3.00,0.00,2024-10-06T20:30:00Z");
    }

    [Fact]
    public async Task R2_A_store_whose_business_time_is_not_known_has_no_figures_and_no_state_but_a_reason()
    {
        _cli.WriteZones("flip,Mars/Base", "carried,UTC");

        var lines = await Report("--columns", "uptime_last_day,coverage_last_day,last_poll,state,dormant,zone,defaults,problem", "--store", "flip");

        lines[1].Should().StartWith("flip,,,2024-10-07T11:30:00Z,,,,,").And.Contain("timezones.csv:2: timezone_str 'Mars/Base'");
    }

    [Theory]
    [InlineData("uptime_last_yaer", "which is not a column; there are: uptime_last_hour, uptime_last_day, uptime_last_week, downtime_last_hour")]
    [InlineData("uptime", "'uptime', which is not a column")]
    [InlineData("", "'', which is not a column")]
    [InlineData("state,", "'', which is not a column")]
    [InlineData("state,state", "has the column 'state' twice")]
    [InlineData("+uptime", "has the column 'uptime_last_hour' twice")]
    [InlineData("+carried,state", "names with and without '+'")]
    [InlineData("store_id", "no column but the store id")]
    [InlineData("state,store_id", "'store_id', which is not a column")]
    [InlineData("uptime_window", "'uptime_window', which is not a column")]
    public async Task Columns_that_there_are_not_are_wrong_usage(string columns, string problem)
    {
        var run = await _cli.Run("report", "--columns", columns);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(problem);
    }

    [Fact]
    public async Task Stores_that_are_named_get_a_row_and_no_others()
    {
        (await Report("--store", "flip", "--store", "=x")).Skip(1).Select(line => line.Split(',')[0]).Should().Equal("'=x", "flip");
    }

    [Fact]
    public async Task A_store_that_no_file_has_named_ends_with_1()
    {
        var run = await _cli.Run("report", "--store", "flip", "--store", "nobody");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("no store has the id 'nobody'");
    }

    [Theory]
    [InlineData("both ends", "flip,1.25,0.50", "--from", "2024-10-07T10:15:00Z", "--to", "2024-10-07T12:00:00Z")]
    [InlineData("to the as-of instant", "flip,1.25,0.50", "--from", "2024-10-07T10:15:00Z")]
    [InlineData("a poll after the window speaks for it (R20)", "flip,0.50,0.00", "--from", "2024-10-07T09:00:00Z", "--to", "2024-10-07T09:30:00Z")]
    [InlineData("dates", "flip,2.50,0.50", "--from", "2024-10-07", "--to", "2024-10-08")]
    public async Task A_window_that_is_chosen_is_the_only_one(string label, string row, params string[] window)
    {
        var lines = await Report([.. window, "--store", "flip"]);

        lines.Should().Equal(["store_id,uptime_window,downtime_window", row], label);
    }

    [Fact]
    public async Task R20_A_window_in_the_past_has_the_same_figures_as_that_day_had()
    {
        var chosen = await Report("--from", "2024-10-05T11:00:00Z", "--to", "2024-10-06T20:45:00Z", "--columns", "uptime_window,downtime_window,last_poll,state");

        chosen.Should().Contain("carried,0.00,0.75,2024-10-06T20:30:00Z,down");
    }

    [Fact]
    public async Task R20_A_window_that_reaches_past_the_as_of_instant_ends_there_and_says_so()
    {
        var run = await _cli.Run("report", "--as-of", AsOf, "--from", "2024-10-07", "--to", "2024-10-08");

        run.Diagnostics.Should().ContainAll(
            "--from 2024-10-07 is a date: taken as 2024-10-07T00:00:00Z, its midnight in UTC", "the window ends at the as-of instant, " + AsOf);
    }

    [Theory]
    [InlineData("--to needs --from", "--to", "2024-10-08")]
    [InlineData("is not before --to", "--from", "2024-10-08", "--to", "2024-10-08")]
    [InlineData("is not before the as-of instant, 2024-10-07T12:00:00Z", "--as-of", AsOf, "--from", "2024-10-08", "--to", "2024-10-09")]
    [InlineData("is not before the as-of instant", "--from", "2024-10-08")]
    [InlineData("more than 3660 days", "--from", "1999-01-01")]
    [InlineData("'yesterday' is not an instant such as 2024-10-14T23:55:18Z, nor a date such as 2024-10-14", "--from", "yesterday")]
    [InlineData("'2024-02-30' is not an instant", "--as-of", "2024-02-30")]
    public async Task A_window_that_cannot_be_is_wrong_usage(string problem, params string[] window)
    {
        var run = await _cli.Run(["report", .. window]);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(problem);
    }

    [Fact]
    public async Task An_as_of_date_is_its_midnight_in_UTC_and_says_so()
    {
        var run = await _cli.Run("report", "--as-of", "2024-10-07", "--output", _cli.Folder.Of("date.csv"));
        await _cli.Run("report", "--as-of", "2024-10-07T00:00:00Z", "--output", _cli.Folder.Of("instant.csv"));

        run.Diagnostics.Should().Contain("--as-of 2024-10-07 is a date: taken as 2024-10-07T00:00:00Z, its midnight in UTC");
        (await File.ReadAllBytesAsync(_cli.Folder.Of("date.csv"))).Should().Equal(await File.ReadAllBytesAsync(_cli.Folder.Of("instant.csv")));
    }

    [Fact]
    public async Task Reports_with_other_columns_stores_or_windows_have_other_names()
    {
        string[][] requests =
        [
            [], ["--columns", "state"], ["--columns", "state,dormant"], ["--store", "flip"], ["--store", "carried"],
            ["--from", "2024-10-07T09:00:00Z"], ["--from", "2024-10-07T10:00:00Z"],
        ];
        var names = new List<string>();
        foreach (var request in requests)
            names.Add((await _cli.Run(["report", .. request])).ResultLines[0]);

        names.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task R15_The_default_columns_named_outright_are_the_default_report()
    {
        var named = await Report("--columns", string.Join(',', ReportColumn.Default.Select(column => column.Name)));

        named.Should().Equal(await Report());
        named[0].Should().Be(ReportCsv.Header);
    }

    public void Dispose() => _cli.Dispose();

    private async Task<string[]> Report(params string[] options)
    {
        var output = _cli.Folder.Of($"{Guid.NewGuid():N}.csv");
        var run = await _cli.Run(["report", "--output", output, .. options.Contains("--as-of") ? [] : new[] { "--as-of", AsOf }, .. options]);
        run.ExitCode.Should().Be(0, run.Diagnostics);
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(output)).TrimEnd('\n').Split('\n');
    }
}
