using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R9: the nearest counted poll in reach, the later one from the midpoint on.</summary>
public sealed class MidpointTests
{
    private static readonly StoreCase Shift = StoreCase.Open("09:00/12:00").By(Interpolation.Midpoint);

    [Fact]
    public void R9_The_later_poll_takes_over_at_the_midpoint()
    {
        Shift.Polled("10:00 active, 11:00 inactive").Story("09:00/12:00").Should().Equal(
            "09:00/10:00 Active Nearest",
            "10:00/10:30 Active Nearest",
            "10:30/11:00 Inactive Nearest",
            "11:00/12:00 Inactive Nearest");
    }

    [Theory]
    [InlineData("even", "10:00:00.000004", "10:00:00.000002")]
    [InlineData("odd", "10:00:00.000005", "10:00:00.000003")]
    [InlineData("one microsecond", "10:00:00.000001", "10:00:00.000001")]
    public void R9_Of_an_odd_distance_the_later_poll_takes_over_after_the_middle(string label, string later, string takesOverAt)
    {
        Shift.Polled($"10:00 active, {later} inactive").Story($"10:00/{later}").First()
            .Should().Be($"10:00/{takesOverAt} Active Nearest", because: label);
    }

    [Fact]
    public void R9_Nearness_does_not_mind_the_business_interval()
    {
        StoreCase.Open("09:00/12:00, 13:00/17:00").By(Interpolation.Midpoint).Polled("11:00 active, 16:00 inactive").Totals("09:00/17:00")
            .Should().Be(StoreCase.Minutes(up: 180 + 30, down: 210, carried: 30));
    }

    [Fact]
    public void R9_Polls_outside_the_window_decide_within_it()
    {
        Shift.Polled("09:00 active, 11:59 inactive").Totals("10:29/10:30").Should().Be(
            new UptimeTotals(30_000_000, 30_000_000, 0));
    }

    [Theory]
    [InlineData("at p - max carry", "11:00/11:00:00.000001", "Active Nearest")]
    [InlineData("just outside, before", "10:59:59.999999/11:00", "Unknown NoneInReach")]
    [InlineData("just inside, after", "12:59:59.999999/13:00", "Active Nearest")]
    [InlineData("at p + max carry", "13:00/13:00:00.000001", "Unknown NoneInReach")]
    public void R9_The_reach_holds_its_start_but_not_its_end(string label, string window, string expected)
    {
        StoreCase.Open("08:00/18:00").By(Interpolation.Midpoint).Carrying(Duration.FromHours(1)).Polled("12:00 active").Story(window)
            .Should().Equal([$"{window} {expected}"], because: label);
    }

    [Fact]
    public void R9_Between_polls_out_of_reach_it_is_unknown()
    {
        StoreCase.Open("08:00/18:00").By(Interpolation.Midpoint).Carrying(Duration.FromHours(1)).Polled("10:00 active, 14:00 inactive")
            .Story("10:00/14:00").Should().Equal(
                "10:00/11:00 Active Nearest",
                "11:00/13:00 Unknown NoneInReach",
                "13:00/14:00 Inactive Nearest");
    }

    [Fact]
    public void R9_Two_polls_whose_reaches_just_meet_leave_nothing_unknown()
    {
        StoreCase.Open("08:00/18:00").By(Interpolation.Midpoint).Carrying(Duration.FromHours(2)).Polled("10:00 active, 14:00 inactive")
            .Totals("10:00/14:00").Should().Be(StoreCase.Minutes(up: 120, down: 120));
    }

    [Fact]
    public void R9_Without_polls_all_is_unknown()
    {
        Shift.Totals("09:00/12:00").Should().Be(StoreCase.Minutes(unknown: 180));
    }

    [Fact]
    public void R11_Midpoint_has_no_uncertain_time()
    {
        Shift.Polled("10:00 active, 11:30 inactive").Totals("09:00/12:00").UncertainMicroseconds.Should().Be(0);
    }
}
