using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Uptime;

/// <summary>Hours that change by date, from files to the report: each figure is worked out by hand in the comment above it.</summary>
public class CalendarReportTests : IDisposable
{
    private const string SpecialHeader = "store_id,date,start_time_local,end_time_local";
    private const string ClosuresHeader = "store_id,from_utc,to_utc,reason";
    private const string Day = "uptime_last_day,downtime_last_day,business_last_day,planned_last_day";

    private readonly Cli _cli = new();

    public CalendarReportTests() => _cli.Clock.Advance(NodaTime.Duration.FromDays(60));

    // R6: Saturday's row runs from 18:00 CDT (23:00Z) to Sunday 02:00. R7: the clocks go back at 02:00 CDT, so 02:00 is 08:00Z: 9 hours.
    // R17: on Sunday the special 10:00-11:00 CST (16:00Z-17:00Z) replaces 09:00-12:00, and the night before still runs into it.
    [Fact]
    public async Task Special_hours_replace_what_opens_on_the_date_and_not_the_night_that_runs_into_it()
    {
        _cli.WriteZones("a,America/Chicago");
        _cli.WriteHours("a,5,18:00,02:00", "a,6,09:00,12:00");
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-11-03,10:00,11:00");
        _cli.WriteStatus("a,active,2024-11-02 23:30:00 UTC", "a,inactive,2024-11-03 15:30:00 UTC", "a,inactive,2024-11-03 16:30:00 UTC");

        (await RowAt("2024-11-03T18:00:00Z", Day)).Should().Be("a,9.00,1.00,10.00,0.00");
    }

    // R17: closed on Tuesday; Monday's row ends at 02:00Z on Tuesday. The store has no other hours: 24x7 on every other date (R2).
    [Fact]
    public async Task A_date_without_times_is_closed_and_a_store_without_hours_is_open_on_every_other_date()
    {
        _cli.WriteZones("a,UTC");
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-10-07,20:00,26:00", "a,2024-10-08,,");
        _cli.WriteStatus("a,active,2024-10-07 21:00:00 UTC");

        // 2024-10-08 12:00Z back to 2024-10-07 12:00Z: only 20:00-02:00.
        (await RowAt("2024-10-08T12:00:00Z", Day)).Should().Be("a,6.00,0.00,6.00,0.00");

        // 2024-10-07 12:00Z back to 2024-10-06 12:00Z: Sunday from noon is open, Monday before 20:00 is not. Nothing is known.
        (await RowAt("2024-10-07T12:00:00Z", "business_last_day")).Should().BeNull("there is no poll by then");
        (await RowAt("2024-10-09T12:00:00Z", "business_last_day")).Should().Be("a,12.00");
    }

    // R18: 10:00-12:00 and 11:00-13:00 are planned once, 3 of the 8 hours of 09:00-17:00. The poll at 11:30 is not counted.
    [Fact]
    public async Task Overlapping_closures_count_once_and_change_the_figures_when_they_are_entered_afterwards()
    {
        _cli.WriteZones("a,UTC");
        _cli.WriteHours("a,0,09:00,17:00");
        _cli.WriteStatus("a,active,2024-10-07 09:30:00 UTC", "a,inactive,2024-10-07 11:30:00 UTC", "a,active,2024-10-07 14:00:00 UTC");

        // Up 09:00-11:30 and 14:00-17:00, down 11:30-14:00.
        (await RowAt("2024-10-07T18:00:00Z", Day)).Should().Be("a,5.50,2.50,8.00,0.00");

        _cli.Write("closures.csv", ClosuresHeader, "a,2024-10-07 10:00:00 UTC,2024-10-07 12:00:00 UTC,paint", "a,2024-10-07T11:00:00Z,2024-10-07T13:00:00Z,");

        // Up 09:00-10:00 and 13:00-17:00.
        (await RowAt("2024-10-07T18:00:00Z", Day)).Should().Be("a,5.00,0.00,5.00,3.00");
    }

    // R19: 09:00-10:00 is 13:00Z-14:00Z in New York and from 2024-10-08 16:00Z-17:00Z in Los Angeles. The poll at 13:30Z is not counted.
    [Fact]
    public async Task A_zone_with_a_first_date_applies_from_that_date_on()
    {
        _cli.WriteHours([.. Enumerable.Range(0, 7).Select(day => $"a,{day},09:00,10:00")]);
        _cli.Write("timezones.csv", "store_id,timezone_str,effective_from", "a,America/New_York,", "a,America/Los_Angeles,2024-10-08");
        _cli.WriteStatus("a,inactive,2024-10-08 13:30:00 UTC", "a,active,2024-10-08 16:30:00 UTC");

        (await RowAt("2024-10-08T18:00:00Z", Day)).Should().Be("a,1.00,0.00,1.00,0.00");
        (await RowAt("2024-10-08T18:00:00Z", "business_last_week,zone")).Should().Be("a,7.00,America/Los_Angeles");
    }

    // R19: 09:00-12:00, from Monday 2024-10-07 on 13:00-15:00, and from 2024-10-09 closed. In the week to Thursday 00:00Z: Thursday to
    // Sunday 4 x 3 hours, Monday and Tuesday 2 x 2 hours.
    [Fact]
    public async Task A_week_with_a_first_date_applies_from_that_date_on_and_one_of_closed_days_is_closed()
    {
        _cli.WriteZones("a,UTC");
        _cli.Write(
            "menu_hours.csv", $"{Cli.HoursHeader},effective_from",
            [
                .. Enumerable.Range(0, 7).Select(day => $"a,{day},09:00,12:00,"),
                .. Enumerable.Range(0, 7).Select(day => $"a,{day},13:00,15:00,2024-10-07"),
                "a,0,,,2024-10-09",
            ]);
        _cli.WriteStatus("a,active,2024-10-08 14:00:00 UTC");

        (await RowAt("2024-10-10T00:00:00Z", "business_last_week,uptime_last_day")).Should().Be("a,16.00,0.00");
    }

    [Fact]
    public async Task Hours_loaded_with_a_first_date_leave_the_figures_of_earlier_dates_as_they_are()
    {
        _cli.WriteZones("a,UTC");
        _cli.WriteHours("a,0,09:00,17:00");
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        var before = await RowAt("2024-10-07T18:00:00Z", Day);
        _cli.Folder.Write("new.csv", $"{Cli.HoursHeader}\na,0,10:00,11:00\n");

        (await _cli.Run("ingest", "--hours", _cli.Folder.Of("new.csv"), "--effective-from", "2024-10-14")).ExitCode.Should().Be(0);

        (await Report("2024-10-07T18:00:00Z", Day)).Should().Be(before);
        (await Report("2024-10-14T18:00:00Z", "business_last_day")).Should().Be("a,1.00");
    }

    public void Dispose() => _cli.Dispose();

    private async Task<string?> RowAt(string asOf, string columns)
    {
        var run = await _cli.Run("ingest");
        run.ExitCode.Should().Be(0, run.Diagnostics);
        return await Report(asOf, columns);
    }

    private async Task<string?> Report(string asOf, string columns)
    {
        var output = _cli.Folder.Of($"{Guid.NewGuid():N}.csv");
        var run = await _cli.Run("report", "--output", output, "--as-of", asOf, "--columns", columns);
        run.ExitCode.Should().Be(0, run.Diagnostics);
        return (await File.ReadAllLinesAsync(output)).Skip(1).SingleOrDefault();
    }
}
