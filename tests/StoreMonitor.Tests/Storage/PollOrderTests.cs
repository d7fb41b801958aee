using CsCheck;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Tests.Storage;

public sealed class PollOrderTests
{
    // Close together, so that keys are equal often; apart by every digit of the sort; on both sides of zero.
    private static readonly Gen<long> At = Gen.OneOf(
        Gen.Long[-3, 3],
        Gen.Long[1_728_000_000_000_000, 1_728_600_000_000_000],
        Gen.Long[-62_135_596_800_000_000, 253_402_300_799_999_999],
        Gen.OneOf(-62_135_596_800_000_000, 253_402_300_799_999_999, 0, 2_047, 2_048, 1L << 22, 1L << 44));

    private static readonly Gen<int> Key = Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 5_000], Gen.Int[1, int.MaxValue]);

    private static readonly Gen<PollFact> Fact = Gen.Select(At, Key, Gen.Bool)
        .Select((at, key, isActive) => new PollFact(at, key, isActive ? StoreStatus.Active : StoreStatus.Inactive));

    [Fact]
    public void Random_facts_come_out_as_from_a_stable_sort() => Fact.Array[0, 300].Sample(ExpectStableOrder);

    [Fact]
    public void Facts_of_one_store_come_out_as_from_a_stable_sort() =>
        Gen.Select(Fact.Array[0, 100], Key, (facts, key) => facts.Select(fact => fact with { StoreKey = key }).ToArray()).Sample(ExpectStableOrder);

    [Fact]
    public void Facts_of_one_instant_come_out_as_from_a_stable_sort() =>
        Gen.Select(Fact.Array[0, 100], At, (facts, at) => facts.Select(fact => fact with { AtMicroseconds = at }).ToArray()).Sample(ExpectStableOrder);

    [Fact]
    public void Facts_with_equal_keys_keep_the_order_in_which_they_came()
    {
        PollFact[] facts = [.. Enumerable.Range(0, 50).Select(i => new PollFact(-7, 2, i % 3 == 0 ? StoreStatus.Active : StoreStatus.Inactive))];

        ExpectStableOrder(facts);
    }

    [Fact]
    public void None_and_one_are_sorted()
    {
        ExpectStableOrder([]);
        ExpectStableOrder([new PollFact(-1, 1, StoreStatus.Active)]);
    }

    [Fact]
    public void The_widest_range_of_instants_is_sorted() =>
        ExpectStableOrder([new(long.MaxValue, 1, default), new(long.MinValue, 1, default), new(0, 1, default), new(-1, 1, default)]);

    private static void ExpectStableOrder(PollFact[] facts)
    {
        var expected = facts.OrderBy(fact => fact.StoreKey).ThenBy(fact => fact.AtMicroseconds).ToArray();
        var sorted = facts.ToArray();

        PollOrder.Sort(sorted, new PollFact[sorted.Length + 3]);

        sorted.Should().Equal(expected);
    }
}
