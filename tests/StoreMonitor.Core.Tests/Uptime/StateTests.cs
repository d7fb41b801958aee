using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R21: the state at the as-of instant, and since when. The store is open 09:00–12:00 every day, and looked at from 2024-10-01 on.</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData("up since a poll of another status", "09:30 inactive, 10:00 active", "11:00", StoreState.Up, "10:00")]
    [InlineData("down since the poll that found it", "09:30 active, 10:00 inactive, 10:30 inactive", "11:00", StoreState.Down, "10:00")]
    [InlineData("down across the night", "2024-10-06 10:00 active, 2024-10-06 11:00 inactive, 10:30 inactive", "11:00", StoreState.Down, "2024-10-06 11:00")]
    [InlineData("unknown since the reach of the last poll ended", "2024-10-05 10:00 active", "11:00", StoreState.Unknown, "2024-10-06 10:00")]
    [InlineData("up since a poll was in reach", "2024-10-06 11:00 active", "10:00", StoreState.Up, "2024-10-05 11:00")]
    [InlineData("up since the opening that a first poll speaks for", "10:00 active, 2024-10-06 11:59 inactive", "11:00", StoreState.Up, "09:00")]
    [InlineData("unknown as far back as was looked at", "", "11:00", StoreState.Unknown, null)]
    [InlineData("closed", "10:00 active", "13:00", StoreState.Closed, null)]
    [InlineData("closed at the opening", "10:00 active", "09:00", StoreState.Closed, null)]
    [InlineData("open in the first microsecond", "2024-10-06 10:00 active, 2024-10-06 11:00 inactive", "09:00:00.000001", StoreState.Down, "2024-10-06 11:00")]
    public void R21_The_state_and_since_when(string label, string polls, string asOf, StoreState state, string? since)
    {
        var store = Polled(polls);

        StateCalculator.Now(store.Polls, Time(""), Utc.At(asOf), Carry).State.Should().Be(state, label);
        StateCalculator.Since(store.Polls, Time(""), From, Utc.At(asOf), Carry).Should().Be(since is null ? null : Utc.At(since), label);
    }

    [Fact]
    public void R21_A_store_in_a_closure_is_planned()
    {
        var store = Polled("09:30 active");

        StateCalculator.Now(store.Polls, Time("10:00/11:00"), Utc.At("10:30"), Carry).Should().Be(new StoreNow(StoreState.Planned, false));
        StateCalculator.Since(store.Polls, Time("10:00/11:00"), From, Utc.At("10:30"), Carry).Should().BeNull();
    }

    [Fact]
    public void R21_R18_A_store_is_down_across_a_closure()
    {
        var store = Polled("09:15 active, 09:30 inactive, 11:15 inactive");

        StateCalculator.Since(store.Polls, Time("10:00/11:00"), From, Utc.At("11:30"), Carry).Should().Be(Utc.At("09:30"));
    }

    [Fact]
    public void R21_Since_is_not_given_when_the_state_may_have_begun_before_the_range()
    {
        var store = Polled("2024-10-06 10:00 inactive, 2024-10-06 11:00 active, 10:00 active");

        StateCalculator.Since(store.Polls, Time(""), Utc.At("2024-10-06 11:30"), Utc.At("11:00"), Carry).Should().BeNull();
        StateCalculator.Since(store.Polls, Time(""), Utc.At("2024-10-06 10:30"), Utc.At("11:00"), Carry).Should().Be(Utc.At("2024-10-06 11:00"));
    }

    [Fact]
    public void R21_Since_is_what_the_twin_finds_instant_by_instant() =>
        Gen.Select(RandomStore.Tiny, Gen.Long[-5, 60]).Where((store, from) => from < store.AsOf).Sample(
            (store, from) =>
            {
                var since = StateCalculator.Since(store.Polls, store.Time, UnixMicroseconds.ToInstant(from), store.AsOfInstant, store.Options.MaxCarry);

                since.Should().Be(store.Twin.SinceAt(store.AsOf, from) is { } at ? UnixMicroseconds.ToInstant(at) : null);
            },
            iter: 20_000);

    private static readonly Duration Carry = Duration.FromHours(24);
    private static readonly Instant From = Utc.At("2024-10-01 00:00");

    private static StoreCase Polled(string polls)
    {
        var store = polls.Length == 0 ? StoreCase.AlwaysOpen() : StoreCase.AlwaysOpen().Polled(polls);
        return store with { Polls = [.. store.Polls.OrderBy(poll => poll.AtMicroseconds)] };
    }

    private static StoreTime Time(string closures)
    {
        var changes = CalendarChanges.Of(closures: Calendar.Closed(closures));
        return new BusinessTime(StoreCalendar.Of(Week.Daily("09:00-12:00"), DateTimeZone.Utc, changes)).Around(From, Utc.At("2024-10-08 00:00"));
    }
}
