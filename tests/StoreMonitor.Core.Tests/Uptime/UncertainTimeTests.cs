using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R11: the flip is somewhere between two polls that differ.</summary>
public sealed class UncertainTimeTests
{
    private static readonly StoreCase Shift = StoreCase.Open("09:00/12:00");

    [Fact]
    public void R11_The_gap_between_two_polls_that_differ_is_uncertain()
    {
        var totals = Shift.Polled("10:00 active, 11:30 inactive").Totals("09:00/12:00");

        totals.Should().Be(StoreCase.Minutes(up: 150, down: 30, uncertain: 90, uncertainUp: 90));
        totals.MinUptimeMicroseconds.Should().Be(60 * 60_000_000L);
        totals.MaxUptimeMicroseconds.Should().Be(150 * 60_000_000L);
    }

    [Fact]
    public void R11_Uncertain_downtime_may_have_been_up()
    {
        var totals = Shift.Polled("10:00 inactive, 11:30 active").Totals("09:00/12:00");

        totals.Should().Be(StoreCase.Minutes(up: 30, down: 150, uncertain: 90, uncertainDown: 90));
        totals.MinUptimeMicroseconds.Should().Be(30 * 60_000_000L);
        totals.MaxUptimeMicroseconds.Should().Be(120 * 60_000_000L);
    }

    [Theory]
    [InlineData("polls that agree", "10:00 active, 11:30 active")]
    [InlineData("one poll", "10:00 active")]
    [InlineData("none", "08:00 active, 13:00 inactive")]
    public void R11_Without_a_flip_nothing_is_uncertain(string label, string polls)
    {
        Shift.Polled(polls).Totals("09:00/12:00").UncertainMicroseconds.Should().Be(0, because: label);
    }

    [Theory]
    [InlineData("the second", "09:30 active, 10:00 active, 11:00 inactive", 60)]
    [InlineData("both", "10:00 active, 10:15 inactive, 11:00 active", 60)]
    [InlineData("the first", "10:00 active, 10:15 inactive, 11:00 inactive", 15)]
    public void R11_Only_gaps_between_consecutive_polls_that_differ_count(string label, string polls, int minutes)
    {
        Shift.Polled(polls).Totals("09:00/12:00").UncertainMicroseconds.Should().Be(minutes * 60_000_000L, because: label);
    }

    [Theory]
    [InlineData("before it", "09:00/10:00", 0)]
    [InlineData("its start", "09:30/10:30", 30)]
    [InlineData("inside", "10:30/11:00", 30)]
    [InlineData("its end", "11:00/12:00", 30)]
    [InlineData("after it", "11:30/12:00", 0)]
    public void R11_The_part_of_the_gap_inside_the_window_counts(string label, string window, int minutes)
    {
        Shift.Polled("10:00 active, 11:30 inactive").Totals(window).UncertainUptimeMicroseconds
            .Should().Be(minutes * 60_000_000L, because: label);
    }

    [Fact]
    public void R11_A_flip_between_two_business_intervals_is_not_uncertain()
    {
        StoreCase.Open("09:00/12:00, 13:00/17:00").Polled("11:00 active, 14:00 inactive").Totals("09:00/17:00")
            .Should().Be(StoreCase.Minutes(up: 180, down: 240));
    }

    [Fact]
    public void R11_A_flip_seen_only_after_the_as_of_instant_is_not_known_of()
    {
        Shift.Polled("10:00 active, 11:30 inactive").SeenAt("11:00").Totals("09:00/11:00").Should().Be(StoreCase.Minutes(up: 120));
    }

    [Fact]
    public void R11_A_gap_longer_than_max_carry_is_uncertain_also_where_its_earlier_poll_is_out_of_reach()
    {
        var store = StoreCase.AlwaysOpen().Carrying(Duration.FromDays(7)).Polled("2024-10-01 00:00 active, 2024-10-11 00:00 inactive");

        var totals = store.Totals("2024-10-09 00:00/2024-10-10 00:00");

        totals.Should().Be(StoreCase.Minutes(down: 1440, uncertain: 1440, uncertainDown: 1440));
        totals.MaxUptimeMicroseconds.Should().Be(1440 * 60_000_000L);
    }

    [Fact]
    public void R11_The_polls_of_such_a_gap_are_the_nearest_on_either_side_of_the_reach()
    {
        var window = Utc.Span("2024-10-09 00:00/2024-10-10 00:00");

        var options = new UptimeOptions(Interpolation.Hold, Duration.FromDays(7));

        var reach = UptimeCalculator.Reach(window.Start, window.End, Utc.At("2024-10-12 00:00"), options);

        reach.Should().Be(Utc.Span("2024-10-02 00:00/2024-10-12 00:00"));
    }

    [Fact]
    public void R11_The_unknown_part_of_a_gap_moves_neither_bound()
    {
        var totals = StoreCase.Open("09:00/17:00").Carrying(Duration.FromHours(1)).Polled("10:00 active, 14:00 inactive").Totals("10:00/14:00");

        totals.Should().Be(StoreCase.Minutes(up: 60, down: 60, unknown: 120, uncertain: 240, uncertainUp: 60, uncertainDown: 60));
        totals.MinUptimeMicroseconds.Should().Be(0);
        totals.MaxUptimeMicroseconds.Should().Be(120 * 60_000_000L);
    }
}
