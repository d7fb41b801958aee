using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>
/// The examples of SEMANTICS.md section 7, from the weekly schedule to the totals: Monday 2024-10-07, zone UTC, hours Monday
/// 09:00-12:00, as-of 12:00. The clock changes of that section are in the tests of BusinessHours.
/// </summary>
public sealed class SemanticsExamplesTests
{
    private const string TwoPolls = "10:00 active, 11:30 inactive";
    private const string AWeekAgo = "2024-09-30 11:00 inactive";

    private static readonly Duration SevenDays = Duration.FromDays(7);

    [Theory]
    [InlineData("row 1", TwoPolls, Interpolation.Hold, 30, 30, 0)]
    [InlineData("row 2", TwoPolls, Interpolation.Midpoint, 0, 60, 0)]
    [InlineData("row 3", TwoPolls, Interpolation.Proportional, 0, 60, 0)]
    [InlineData("row 4", "08:50 inactive, 10:14 active", Interpolation.Hold, 60, 0, 0)]
    [InlineData("row 5", AWeekAgo, Interpolation.Hold, 0, 0, 60)]
    [InlineData("row 7", "08:50 inactive", Interpolation.Hold, 0, 0, 60)]
    public void The_last_hour_of_the_examples(string row, string polls, Interpolation interpolation, int up, int down, int unknown)
    {
        var totals = RowOf(polls, interpolation).Totals[0];

        Parts(totals).Should().Be(Parts(StoreCase.Minutes(up, down, unknown)), because: row);
        totals.IsAllUnknown.Should().Be(unknown == 60, because: "then both cells are empty");
    }

    [Theory]
    [InlineData("row 1", TwoPolls, Interpolation.Hold, 150, 30, 0)]
    [InlineData("row 2", TwoPolls, Interpolation.Midpoint, 105, 75, 0)]
    [InlineData("row 3", TwoPolls, Interpolation.Proportional, 90, 90, 0)]
    [InlineData("row 4", "08:50 inactive, 10:14 active", Interpolation.Hold, 180, 0, 0)]
    [InlineData("row 5", AWeekAgo, Interpolation.Hold, 0, 0, 180)]
    [InlineData("row 7", "08:50 inactive", Interpolation.Hold, 0, 0, 180)]
    public void The_last_day_of_the_examples(string row, string polls, Interpolation interpolation, int up, int down, int unknown)
    {
        var totals = RowOf(polls, interpolation).Totals[1];

        Parts(totals).Should().Be(Parts(StoreCase.Minutes(up, down, unknown)), because: row);
        totals.IsAllUnknown.Should().Be(unknown == 180, because: "then both cells are empty");
    }

    [Fact]
    public void The_sixth_row_has_a_max_carry_of_seven_days()
    {
        var row = RowOf(AWeekAgo, Interpolation.Hold, SevenDays);

        Parts(row.Totals[0]).Should().Be(Parts(StoreCase.Minutes(unknown: 60)));
        Parts(row.Totals[1]).Should().Be(Parts(StoreCase.Minutes(down: 120, unknown: 60)));
    }

    [Fact]
    public void The_poll_of_the_sixth_row_speaks_until_11_00()
    {
        StoreCase.Open("2024-09-30 09:00/12:00, 2024-10-07 09:00/12:00").Carrying(SevenDays).Polled(AWeekAgo).SeenAt("12:00").Story("09:00/12:00").Should().Equal(
            "09:00/11:00 Inactive LatestBefore",
            "11:00/12:00 Unknown NoneInReach");
    }

    [Fact]
    public void The_uncertain_time_of_the_first_row_is_from_10_00_to_11_30()
    {
        var spans = StoreCase.Open("09:00/12:00").Polled(TwoPolls).SeenAt("12:00").Explain("09:00/12:00").Spans;

        spans.Where(span => span.IsUncertain).Select(span => span.Interval).Should().Equal(Utc.Span("10:00/11:30"));
    }

    [Fact]
    public void The_bounds_of_the_first_row_are_1_00_and_2_50_hours()
    {
        var totals = RowOf(TwoPolls, Interpolation.Hold).Totals[1];

        totals.UptimeMicroseconds.Should().Be(150 * 60_000_000L);
        totals.MinUptimeMicroseconds.Should().Be(60 * 60_000_000L);
        totals.MaxUptimeMicroseconds.Should().Be(150 * 60_000_000L);
    }

    [Fact]
    public void The_last_week_of_the_first_row_has_only_that_Monday()
    {
        Parts(RowOf(TwoPolls, Interpolation.Hold).Totals[2]).Should().Be(Parts(StoreCase.Minutes(up: 150, down: 30)));
    }

    private static StoreReport RowOf(string polls, Interpolation interpolation, Duration? maxCarry = null)
    {
        var options = new UptimeOptions(interpolation, maxCarry ?? UptimeOptions.Default.MaxCarry);
        var hours = StoreHours.Of(Week.Of("Mon 09:00-12:00"), DateTimeZone.Utc);
        Poll[] ordered = StoreCase.AlwaysOpen().Polled(polls).Polls;
        var calculator = new StoreReportCalculator(new ReportSpec(Utc.At("12:00"), options));
        return calculator.RowOf("store", hours, calculator.TimeOf(hours), ordered);
    }

    private static (long Up, long Down, long Unknown) Parts(UptimeTotals totals) =>
        (totals.UptimeMicroseconds, totals.DowntimeMicroseconds, totals.UnknownMicroseconds);
}
