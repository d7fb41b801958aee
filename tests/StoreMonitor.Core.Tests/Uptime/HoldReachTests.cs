using NodaTime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>The reach of a poll, <c>p − max_carry ≤ t &lt; p + max_carry</c>, to the microsecond, and what comes first within it (R8).</summary>
public sealed class HoldReachTests
{
    private static readonly Duration AnHour = Duration.FromHours(1);
    private static readonly StoreCase LongShift = StoreCase.Open("08:00/18:00").Carrying(AnHour);
    private static readonly StoreCase TwoShifts = StoreCase.Open("08:00/12:00, 12:30/18:00").Carrying(AnHour);

    [Theory]
    [InlineData("just inside", "12:59:59.999999/13:00", "Active LatestInInterval")]
    [InlineData("at p + max carry", "13:00/13:00:00.000001", "Unknown NoneInReach")]
    [InlineData("at p - max carry", "11:00/11:00:00.000001", "Active EarliestInInterval")]
    [InlineData("just outside", "10:59:59.999999/11:00", "Unknown NoneInReach")]
    public void R8_In_an_interval_the_reach_holds_its_start_but_not_its_end(string label, string window, string expected)
    {
        LongShift.Polled("12:00 active").Story(window).Should().Equal([$"{window} {expected}"], because: label);
    }

    [Theory]
    [InlineData("just inside, after", "12:44:59.999999/12:45", "Active LatestBefore")]
    [InlineData("at p + max carry", "12:45/12:45:00.000001", "Unknown NoneInReach")]
    public void R8_3_The_reach_of_an_earlier_shift_ends_before_max_carry(string label, string window, string expected)
    {
        TwoShifts.Polled("11:45 active").Story(window).Should().Equal([$"{window} {expected}"], because: label);
    }

    [Theory]
    [InlineData("at p - max carry", "11:45/11:45:00.000001", "Active EarliestAfter")]
    [InlineData("just outside", "11:44:59.999999/11:45", "Unknown NoneInReach")]
    public void R8_4_The_reach_of_a_later_shift_starts_at_max_carry(string label, string window, string expected)
    {
        TwoShifts.Polled("12:45 active").Story(window).Should().Equal([$"{window} {expected}"], because: label);
    }

    [Fact]
    public void R8_2_A_later_poll_takes_over_where_the_earlier_of_the_interval_is_out_of_reach()
    {
        LongShift.Polled("10:00 active, 11:30 inactive").Story("10:00/12:00").Should().Equal(
            "10:00/11:00 Active LatestInInterval",
            "11:00/11:30 Inactive EarliestInInterval",
            "11:30/12:00 Inactive LatestInInterval");
    }

    [Fact]
    public void R8_2_goes_before_R8_3_where_both_are_in_reach()
    {
        TwoShifts.Polled("11:55 active, 13:15 inactive").Story("12:30/13:15").Should().Equal(
            "12:30/13:15 Inactive EarliestInInterval");
    }

    [Fact]
    public void R8_3_takes_what_R8_2_does_not_reach()
    {
        TwoShifts.Polled("11:55 active, 13:45 inactive").Story("12:30/13:45").Should().Equal(
            "12:30/12:45 Active LatestBefore",
            "12:45/13:45 Inactive EarliestInInterval");
    }

    [Fact]
    public void R8_3_goes_before_R8_4_where_both_are_in_reach()
    {
        StoreCase.Open("08:00/12:00, 12:30/12:45, 13:00/18:00").Carrying(AnHour)
            .Polled("11:40 active, 13:10 inactive").Story("12:30/12:45").Should().Equal(
                "12:30/12:40 Active LatestBefore",
                "12:40/12:45 Inactive EarliestAfter");
    }

    [Fact]
    public void R8_4_takes_the_rest_of_an_interval_after_its_own_last_poll()
    {
        TwoShifts.Polled("10:30 active, 12:40 inactive").Story("11:00/12:00").Should().Equal(
            "11:00/11:30 Active LatestInInterval",
            "11:30/11:40 Unknown NoneInReach",
            "11:40/12:00 Inactive EarliestAfter");
    }

    [Fact]
    public void R8_The_default_reach_is_24_hours()
    {
        StoreCase.AlwaysOpen().Polled("2024-10-07 10:00 inactive").Totals("2024-09-01 00:00/2024-11-01 00:00").Should().Be(
            StoreCase.Minutes(down: 2 * 24 * 60, unknown: (61 - 2) * 24 * 60));
    }
}
