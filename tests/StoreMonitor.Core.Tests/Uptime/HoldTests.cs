using NodaTime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rules R3 and R8.1 to R8.5: who decides which part of the business time.</summary>
public sealed class HoldTests
{
    private const string TwoShifts = "09:00/12:00, 14:00/17:00";

    [Fact]
    public void R8_1_A_status_holds_until_the_next_poll_and_to_closing()
    {
        StoreCase.Open("09:00/12:00").Polled("09:00 active, 10:00 inactive, 11:00 active").Story("08:00/13:00").Should().Equal(
            "09:00/10:00 Active LatestInInterval",
            "10:00/11:00 Inactive LatestInInterval",
            "11:00/12:00 Active LatestInInterval");
    }

    [Fact]
    public void R8_1_A_poll_before_the_window_in_the_same_interval_decides()
    {
        StoreCase.Open("09:00/12:00").Polled("09:30 inactive, 11:00 active").Story("10:00/10:30").Should().Equal(
            "10:00/10:30 Inactive LatestInInterval");
    }

    [Fact]
    public void R8_1_A_poll_decides_from_its_own_microsecond_on()
    {
        StoreCase.Open("09:00/12:00").Polled("09:00 active, 10:00:00.000001 inactive").Story("10:00/10:00:00.000002").Should().Equal(
            "10:00/10:00:00.000001 Active LatestInInterval",
            "10:00:00.000001/10:00:00.000002 Inactive LatestInInterval");
    }

    [Fact]
    public void R8_2_The_first_poll_of_a_shift_covers_the_time_since_opening()
    {
        StoreCase.Open(TwoShifts).Polled("10:00 active, 15:00 inactive").Story("09:00/17:00").Should().Equal(
            "09:00/10:00 Active EarliestInInterval",
            "10:00/12:00 Active LatestInInterval",
            "14:00/15:00 Inactive EarliestInInterval",
            "15:00/17:00 Inactive LatestInInterval");
    }

    [Fact]
    public void R8_2_A_poll_after_the_window_in_the_same_interval_decides()
    {
        StoreCase.Open("09:00/12:00").Polled("11:00 inactive").Story("09:00/10:00").Should().Equal(
            "09:00/10:00 Inactive EarliestInInterval");
    }

    [Fact]
    public void R8_3_A_shift_without_polls_takes_the_last_known_status()
    {
        StoreCase.Open(TwoShifts + ", 19:00/20:00").Polled("10:00 active, 11:00 inactive, 19:30 active").Story("14:00/17:00").Should().Equal(
            "14:00/17:00 Inactive LatestBefore");
    }

    [Fact]
    public void R8_4_A_shift_without_polls_before_takes_the_next_status()
    {
        StoreCase.Open(TwoShifts).Polled("15:00 inactive, 16:00 active").Story("09:00/12:00").Should().Equal(
            "09:00/12:00 Inactive EarliestAfter");
    }

    [Fact]
    public void R8_5_Without_polls_all_is_unknown()
    {
        StoreCase.Open(TwoShifts).Story("09:00/17:00").Should().Equal(
            "09:00/12:00 Unknown NoneInReach",
            "14:00/17:00 Unknown NoneInReach");
    }

    [Fact]
    public void R8_5_Between_polls_out_of_reach_it_is_unknown()
    {
        StoreCase.Open("09:00/17:00").Polled("09:00 active, 16:00 inactive").Carrying(Duration.FromHours(2)).Story("09:00/17:00").Should().Equal(
            "09:00/11:00 Active LatestInInterval",
            "11:00/14:00 Unknown NoneInReach",
            "14:00/16:00 Inactive EarliestInInterval",
            "16:00/17:00 Inactive LatestInInterval");
    }

    [Theory]
    [InlineData("before opening", "08:59:59.999999 inactive, 10:00 active")]
    [InlineData("at closing", "10:00 active, 12:00 inactive")]
    [InlineData("between shifts", "10:00 active, 13:00 inactive")]
    public void R3_A_poll_outside_business_hours_is_not_counted(string label, string polls)
    {
        var totals = StoreCase.Open(TwoShifts).Polled(polls).Totals("09:00/17:00");

        totals.Should().Be(StoreCase.Minutes(up: 360, carried: 180), because: label);
    }

    [Theory]
    [InlineData("at opening", "09:00 inactive, 10:00 active", 3_600_000_000)]
    [InlineData("the last microsecond", "10:00 active, 11:59:59.999999 inactive", 1)]
    public void R3_A_poll_at_opening_or_just_before_closing_is_counted(string label, string polls, long downtime)
    {
        var totals = StoreCase.Open("09:00/12:00").Polled(polls).Totals("09:00/12:00");

        totals.DowntimeMicroseconds.Should().Be(downtime, because: label);
    }

    [Theory]
    [InlineData("before", "2024-10-06 09:00/17:00")]
    [InlineData("after", "2024-10-08 09:00/17:00")]
    [InlineData("between the shifts", "12:00/14:00")]
    [InlineData("of no length", "10:00/10:00")]
    public void R12_A_window_without_business_time_has_zeros(string label, string window)
    {
        StoreCase.Open(TwoShifts).Polled("10:00 active").Totals(window).Should().Be(StoreCase.Minutes(), because: label);
    }
}
