using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R11a: known time that no poll of the same business interval speaks for.</summary>
public sealed class CarriedTimeTests
{
    private const string TwoShifts = "09:00/12:00, 14:00/17:00";

    [Theory]
    [InlineData("the shift after the poll, R8.3", "10:00 inactive", "14:00/17:00", 180)]
    [InlineData("the shift before the poll, R8.4", "15:00 inactive", "09:00/12:00", 180)]
    [InlineData("its own shift, R8.1 and R8.2", "10:00 inactive", "09:00/12:00", 0)]
    [InlineData("a window over both", "10:00 inactive", "11:00/15:00", 60)]
    [InlineData("both observed", "10:00 inactive, 15:00 active", "09:00/17:00", 0)]
    public void R11a_A_shift_that_was_not_observed_is_carried(string label, string polls, string window, int carriedMinutes)
    {
        var totals = StoreCase.Open(TwoShifts).Polled(polls).Totals(window);

        totals.CarriedMicroseconds.Should().Be(carriedMinutes * 60_000_000L, label);
        totals.UnknownMicroseconds.Should().Be(0, label);
    }

    [Fact]
    public void R11a_The_part_that_no_poll_reaches_is_unknown_and_not_carried()
    {
        StoreCase.Open(TwoShifts).Carrying(Duration.FromHours(5)).Polled("10:00 inactive").Totals("14:00/17:00")
            .Should().Be(StoreCase.Minutes(down: 60, unknown: 120, carried: 60));
    }

    [Fact]
    public void R11a_The_rest_of_an_interval_that_only_a_later_one_speaks_for_is_carried()
    {
        StoreCase.Open("08:00/12:00, 12:30/18:00").Carrying(Duration.FromHours(1)).Polled("10:30 active, 12:40 inactive").Totals("11:00/12:00")
            .Should().Be(StoreCase.Minutes(up: 30, down: 20, unknown: 10, carried: 20));
    }

    [Fact]
    public void R11a_Under_midpoint_time_whose_nearest_poll_lies_in_another_shift_is_carried()
    {
        StoreCase.Open(TwoShifts).By(Interpolation.Midpoint).Polled("11:00 active, 16:30 inactive").Totals("14:00/17:00")
            .Should().Be(StoreCase.Minutes(down: 180));
        StoreCase.Open(TwoShifts).By(Interpolation.Midpoint).Polled("11:50 active, 16:50 inactive").Totals("14:00/17:00")
            .Should().Be(StoreCase.Minutes(up: 20, down: 160, carried: 20));
    }

    [Theory]
    [InlineData("a shift without deciding polls", "10:00 active, 11:00 inactive", "09:00/17:00", 180)]
    [InlineData("the poll before the window, of the same shift", "15:00 active", "16:00/17:00", 0)]
    [InlineData("the poll before the window, of another shift", "10:00 active", "14:00/17:00", 180)]
    public void R11a_Under_proportional_the_shifts_without_a_deciding_poll_are_carried(string label, string polls, string window, int carriedMinutes)
    {
        StoreCase.Open(TwoShifts).By(Interpolation.Proportional).Polled(polls).Totals(window).CarriedMicroseconds
            .Should().Be(carriedMinutes * 60_000_000L, label);
    }

    [Theory]
    [InlineData("in a shift, up", "10:00 active", "11:00", StoreState.Up, false)]
    [InlineData("in a shift, down", "10:00 active, 10:30 inactive", "11:00", StoreState.Down, false)]
    [InlineData("the last microsecond decides, not a poll at the instant", "10:00 active, 11:00 inactive", "11:00", StoreState.Up, false)]
    [InlineData("the first poll of a shift, at the instant", "11:00 inactive", "11:00", StoreState.Down, false)]
    [InlineData("at opening it is still closed", "10:00 active", "14:00", StoreState.Closed, false)]
    [InlineData("at closing it is still open", "10:00 active", "12:00", StoreState.Up, false)]
    [InlineData("a shift that was not observed", "10:00 inactive", "15:00", StoreState.Down, false)]
    [InlineData("out of reach", "10:00 inactive", "2024-10-09 10:00", StoreState.Unknown, true)]
    [InlineData("closed and out of reach", "10:00 inactive", "2024-10-09 20:00", StoreState.Closed, true)]
    [InlineData("in reach to the microsecond", "10:00 inactive", "2024-10-08 10:00", StoreState.Down, false)]
    [InlineData("a microsecond later", "10:00 inactive", "2024-10-08 10:00:00.000001", StoreState.Unknown, true)]
    [InlineData("only a poll that is not counted", "13:00 active", "15:00", StoreState.Unknown, true)]
    [InlineData("only a later poll", "15:30 active", "15:00", StoreState.Unknown, true)]
    public void R21_The_state_is_that_of_the_last_microsecond_before_the_as_of_instant(
        string label, string polls, string asOf, StoreState state, bool isDormant)
    {
        var store = StoreCase.Open($"{TwoShifts}, 2024-10-08 09:00/12:00, 2024-10-09 09:00/12:00").Polled(polls);

        StateCalculator.Now(store.Polls, StoreTime.Of(store.BusinessTime), Utc.At(asOf), store.Options.MaxCarry)
            .Should().Be(new StoreNow(state, isDormant), label);
    }
}
