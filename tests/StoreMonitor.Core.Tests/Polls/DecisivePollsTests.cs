using CsCheck;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Tests.Uptime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Polls;

/// <summary>A reader that goes back only until the polls are enough gets the same figures as from all polls (rules R8 to R11).</summary>
public sealed class DecisivePollsTests
{
    private static readonly Gen<RandomStore> Stores = Gen.OneOf(RandomStore.Tiny, RandomStore.Tiny, RandomStore.Weekly);

    [Fact]
    public void Reading_back_until_it_is_enough_gives_the_totals_of_all_polls() =>
        Stores.Sample(
            store =>
            {
                var read = ReadBack(store, DecisiveOf(store));

                (store with { Polls = read }).Totals().Should().Equal(store.Totals());
            },
            iter: 20_000);

    [Fact]
    public void R13_No_poll_after_the_as_of_instant_is_given() =>
        Stores.Sample(store => ReadBack(store, DecisiveOf(store)).All(poll => poll.AtMicroseconds <= store.AsOf), iter: 2_000);

    [Fact]
    public void R15_A_store_with_a_poll_up_to_the_as_of_instant_has_a_poll_that_is_given() =>
        Stores.Sample(
            store => ReadBack(store, DecisiveOf(store)).Length > 0 == store.Polls.Any(poll => poll.AtMicroseconds <= store.AsOf),
            iter: 5_000);

    [Fact]
    public void No_poll_later_than_the_latest_that_is_enough_is_enough() =>
        Gen.Select(Stores, Gen.Long[1, 100]).Sample(
            (store, later) => !DecisiveOf(store).IsEnough(DecisiveOf(store).LatestThatIsEnough + later, IntervalSet.Always),
            iter: 2_000);

    private static DecisivePolls DecisiveOf(RandomStore store)
    {
        var (from, to) = (UnixMicroseconds.ToInstant(store.Hull.From), UnixMicroseconds.ToInstant(store.Hull.To));
        return new DecisivePolls(UptimeCalculator.Reach(from, to, store.AsOfInstant, store.Options), from, store.AsOfInstant);
    }

    // As the reader of a database does it: from the range back, with the first poll after it where that can decide.
    private static Poll[] ReadBack(RandomStore store, DecisivePolls decisive)
    {
        var read = new PollBuffer();
        var next = store.Polls.Where(poll => poll.AtMicroseconds > decisive.LastMicroseconds).Take(decisive.NeedsNext ? 1 : 0);
        var candidates = store.Polls.Where(poll => poll.AtMicroseconds <= decisive.LastMicroseconds).Concat(next).Reverse();
        foreach (var poll in candidates)
        {
            read.Prepend(poll.AtMicroseconds, poll.Status);
            if (decisive.IsEnough(poll.AtMicroseconds, store.BusinessTime))
                break;
        }

        return decisive.In(read).ToArray();
    }
}
