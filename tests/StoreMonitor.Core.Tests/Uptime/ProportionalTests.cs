using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R10: business time shared out by the share of active polls.</summary>
public sealed class ProportionalTests
{
    private static readonly StoreCase Shift = StoreCase.Open("09:00/18:00").By(Interpolation.Proportional);

    [Theory]
    [InlineData("exactly at the window's start", "10:00 active, 11:00 inactive", 30)]
    [InlineData("just before it", "09:59:59.999999 active, 10:30 inactive", 0)]
    [InlineData("exactly at the window's end", "10:30 inactive, 11:00 active", 30)]
    [InlineData("just after it", "10:30 inactive, 11:00:00.000001 active", 0)]
    [InlineData("only at its end", "09:30 inactive, 11:00 active", 60)]
    public void R10_Polls_at_either_end_of_the_window_are_among_those_counted(string label, string polls, int uptimeMinutes)
    {
        var totals = Shift.Polled(polls).Totals("10:00/11:00");

        totals.Should().Be(StoreCase.Minutes(up: uptimeMinutes, down: 60 - uptimeMinutes), because: label);
    }

    [Fact]
    public void R10_A_poll_at_the_windows_end_counts_only_in_business_time()
    {
        Shift.Polled("17:30 inactive, 18:00 active").Totals("17:00/18:00").Should().Be(StoreCase.Minutes(down: 60));
    }

    [Fact]
    public void R10_A_poll_at_the_windows_end_counts_in_an_interval_that_opens_there()
    {
        StoreCase.Open("09:00/10:00, 11:00/12:00").By(Interpolation.Proportional).Polled("09:30 inactive, 11:00 active").Totals("09:00/11:00")
            .Should().Be(StoreCase.Minutes(up: 30, down: 30));
    }

    [Theory]
    [InlineData("just in reach", "09:00:00.000001 active", 60, 0)]
    [InlineData("at max carry", "09:00 active", 0, 60)]
    [InlineData("the latest alone", "09:30 inactive, 09:45 active", 60, 0)]
    [InlineData("not a later one", "11:30 active", 0, 60)]
    [InlineData("none", "08:00 active", 0, 60)]
    public void R10_Without_polls_in_the_window_the_latest_before_it_in_reach_stands_in(string label, string polls, int up, int unknown)
    {
        var totals = Shift.Carrying(Duration.FromHours(1)).Polled(polls).Totals("10:00/11:00");

        totals.Should().Be(StoreCase.Minutes(up: up, unknown: unknown), because: label);
    }

    [Fact]
    public void R10_Without_any_poll_all_is_unknown()
    {
        Shift.Totals("10:00/11:00").Should().Be(StoreCase.Minutes(unknown: 60));
    }

    [Theory]
    [InlineData("a third of four, down", "10:00:00.000004", "10:00 active, 10:00:00.000001 inactive, 10:00:00.000002 inactive", 1)]
    [InlineData("two thirds of four, up", "10:00:00.000004", "10:00 active, 10:00:00.000001 active, 10:00:00.000002 inactive", 3)]
    [InlineData("a third of five, up", "10:00:00.000005", "10:00 active, 10:00:00.000001 inactive, 10:00:00.000002 inactive", 2)]
    [InlineData("two thirds of five, down", "10:00:00.000005", "10:00 active, 10:00:00.000001 active, 10:00:00.000002 inactive", 3)]
    [InlineData("half of three, up", "10:00:00.000003", "10:00 active, 10:00:00.000001 inactive", 2)]
    public void R10_Uptime_is_rounded_to_the_nearest_microsecond(string label, string closing, string polls, long uptime)
    {
        var totals = StoreCase.Open($"10:00/{closing}").By(Interpolation.Proportional).Polled(polls).Totals("10:00/11:00");

        totals.UptimeMicroseconds.Should().Be(uptime, because: label);
        totals.BusinessTimeMicroseconds.Should().Be(totals.KnownMicroseconds, because: label);
    }

    [Fact]
    public void R10_A_thousand_years_and_polls_do_not_overflow()
    {
        const long AThousandYears = 365_242L * 24 * 60 * 60 * 1_000_000;
        var polls = Enumerable.Range(0, 1000).Select(minute => new Poll(minute * 60_000_000L, (StoreStatus)(minute % 2)));
        var store = StoreCase.AlwaysOpen().By(Interpolation.Proportional) with { Polls = [.. polls] };

        store.Totals("1700-01-01 00:00/2700-01-01 00:00").Should().Be(new UptimeTotals(AThousandYears / 2, AThousandYears / 2, 0));
    }

    [Fact]
    public void R10_The_explanation_says_how_many_polls_decided()
    {
        Shift.Polled("10:00 active, 10:30 inactive, 11:00 active").Explain("10:00/11:00").Share
            .Should().Be(new ProportionalShare(2, 3, null, 3_600_000_000));
    }

    [Fact]
    public void R10_The_explanation_names_the_poll_that_stood_in()
    {
        Shift.Polled("09:30 active").Explain("10:00/11:00").Share
            .Should().Be(new ProportionalShare(1, 1, new Poll(Utc.At("09:30"), StoreStatus.Active), 3_600_000_000));
    }
}
