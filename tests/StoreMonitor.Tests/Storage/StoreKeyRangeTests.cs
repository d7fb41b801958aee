using CsCheck;
using StoreMonitor.Storage;

namespace StoreMonitor.Tests.Storage;

public sealed class StoreKeyRangeTests
{
    [Fact]
    public void The_shares_are_the_whole_and_of_much_the_same_size() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[-1, 100], Gen.Int[1, 8]).Sample((first, length, count) =>
        {
            var whole = new StoreKeyRange(first, first + length);

            var shares = Enumerable.Range(0, count).Select(index => KeysOf(whole.Share(index, count))).ToList();

            shares.SelectMany(keys => keys).Should().Equal(KeysOf(whole));
            (shares.Max(keys => keys.Count) - shares.Min(keys => keys.Count)).Should().BeLessThanOrEqualTo(1);
        });

    private static List<int> KeysOf(StoreKeyRange keys) => [.. Enumerable.Range(keys.First, keys.Last - keys.First + 1)];
}
