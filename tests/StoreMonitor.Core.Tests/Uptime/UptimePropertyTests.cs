using CsCheck;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>What holds for every store, window and interpolation: rules R12, R13, R14 and R16, and the bounds of R11.</summary>
public sealed class UptimePropertyTests
{
    private const int Many = 3_000;

    private static readonly Gen<RandomStore> Stores = Gen.OneOf(RandomStore.Tiny, RandomStore.Tiny, RandomStore.Weekly);

    [Fact]
    public void R12_The_three_parts_are_the_business_time_of_the_window() =>
        Stores.Sample(
            store => store.Totals().Zip(store.WindowIntervals).All(pair =>
                UnixMicroseconds.ToDuration(pair.First.BusinessTimeMicroseconds)
                    == store.BusinessTime.Within(pair.Second.Start, pair.Second.End).Total
                && pair.First is { UptimeMicroseconds: >= 0, DowntimeMicroseconds: >= 0, UnknownMicroseconds: >= 0 }),
            iter: Many);

    [Fact]
    public void R11_Uptime_lies_between_its_bounds_and_they_within_business_time() =>
        Stores.Sample(
            store => store.Totals().All(totals =>
                0 <= totals.MinUptimeMicroseconds
                && totals.MinUptimeMicroseconds <= totals.UptimeMicroseconds
                && totals.UptimeMicroseconds <= totals.MaxUptimeMicroseconds
                && totals.MaxUptimeMicroseconds <= totals.KnownMicroseconds),
            iter: Many);

    [Fact]
    public void R11a_Carried_time_is_a_part_of_the_known_time() =>
        Stores.Sample(
            store => store.Totals().All(totals =>
                0 <= totals.CarriedMicroseconds && totals.CarriedMicroseconds <= totals.KnownMicroseconds),
            iter: Many);

    [Fact]
    public void R11a_Time_of_one_business_interval_alone_is_never_carried() =>
        Stores.Where(store => store.BusinessTime.Count <= 1).Sample(
            store => store.Totals().All(totals => totals.CarriedMicroseconds == 0),
            iter: 500);

    [Fact]
    public void R11_Only_hold_has_uncertain_time() =>
        Stores.Where(store => store.Interpolation != Interpolation.Hold).Sample(
            store => store.Totals().All(totals =>
                totals is { UncertainMicroseconds: 0, UncertainUptimeMicroseconds: 0, UncertainDowntimeMicroseconds: 0 }),
            iter: Many);

    [Fact]
    public void R16_The_totals_of_adjacent_windows_add_up() =>
        Gen.Select(Stores, Gen.Double.Unit).Where((store, _) => store.Interpolation != Interpolation.Proportional).Sample(
            (store, share) =>
            {
                var (from, to) = store.Windows[0];
                var middle = from + (long)((to - from) * share);

                var totals = (store with { Windows = [(from, middle), (middle, to), (from, to)] }).Totals();

                (totals[0] + totals[1]).Should().Be(totals[2]);
            },
            iter: Many);

    [Fact]
    public void R13_Polls_after_the_as_of_instant_change_nothing() =>
        Stores.Sample(
            store => store.Totals().SequenceEqual(
                (store with { Polls = [.. store.Polls.Where(poll => poll.AtMicroseconds <= store.AsOf)] }).Totals()),
            iter: Many);

    [Fact]
    public void R13_A_later_as_of_instant_without_new_polls_changes_nothing() =>
        Gen.Select(Stores, Gen.Long[0, 10_000_000_000_000]).Sample(
            (store, later) =>
            {
                var seen = store with { Polls = [.. store.Polls.Where(poll => poll.AtMicroseconds <= store.AsOf)] };

                (seen with { AsOf = store.AsOf + later }).Totals().Should().Equal(seen.Totals());
            },
            iter: Many);

    [Fact]
    public void R14_Computing_another_store_in_between_changes_nothing() =>
        Gen.Select(Stores, Stores).Sample(
            (store, other) =>
            {
                var first = store.Totals();
                var others = other.Totals();

                store.Totals().Should().Equal(first);
                other.Totals().Should().Equal(others);
            },
            iter: Many);

    [Fact]
    public void R3_Polls_outside_business_time_change_nothing() =>
        Stores.Sample(
            store => store.Totals().SequenceEqual(
                (store with { Polls = [.. store.Polls.Where(poll => store.BusinessTime.Contains(poll.At))] }).Totals()),
            iter: Many);

    [Fact]
    public void Each_window_is_computed_as_if_alone_and_in_any_order() =>
        Stores.Sample(
            store => store.Totals().SequenceEqual(store.Windows.Select(window => (store with { Windows = [window] }).Totals()[0]))
                && store.Totals().SequenceEqual((store with { Windows = [.. store.Windows.Reverse()] }).Totals().Reverse()),
            iter: Many);

    [Fact]
    public void Polls_beyond_the_reach_and_its_neighbours_change_nothing() =>
        Stores.Sample(
            store => store.Totals().SequenceEqual((store with { Polls = NeededOf(store) }).Totals()),
            iter: 2 * Many);

    [Fact]
    public void Polls_before_the_latest_one_of_business_time_up_to_the_windows_change_nothing() =>
        Stores.Sample(
            store => store.Totals().SequenceEqual((store with { Polls = DecisiveOf(store) }).Totals()),
            iter: 2 * Many);

    [Fact]
    public void Business_time_beyond_its_range_changes_nothing() =>
        Stores.Sample(
            store =>
            {
                var (from, to) = store.Hull;
                var range = UptimeCalculator.BusinessTimeRange(UnixMicroseconds.ToInstant(from), UnixMicroseconds.ToInstant(to), store.AsOfInstant, store.Options);
                var touching = store.BusinessTime.Intervals.Where(open => open.Start < range.End && open.End > range.Start);

                (store with { BusinessTime = IntervalSet.Of(touching) }).Totals().Should().Equal(store.Totals());
            },
            iter: Many);

    // The polls of the reach and the nearest on either side: what the calculation says it needs.
    private static Poll[] NeededOf(RandomStore store)
    {
        var (from, to) = store.Hull;
        var reach = UptimeCalculator.Reach(
            UnixMicroseconds.ToInstant(from), UnixMicroseconds.ToInstant(to), store.AsOfInstant, store.Options);
        return
        [
            .. store.Polls.Where(poll => poll.At < reach.Start).TakeLast(1),
            .. store.Polls.Where(poll => reach.Start <= poll.At && poll.At <= reach.End),
            .. store.Polls.Where(poll => poll.At > reach.End).Take(1),
        ];
    }

    // Without those that the calculation says may be left out.
    private static Poll[] DecisiveOf(RandomStore store)
    {
        var upTo = Math.Min(store.Hull.From, store.AsOf);
        var latest = store.Polls.LastOrDefault(poll => poll.AtMicroseconds <= upTo && store.BusinessTime.Contains(poll.At));
        return latest == default ? store.Polls : [.. store.Polls.Where(poll => poll.AtMicroseconds >= latest.AtMicroseconds)];
    }
}
