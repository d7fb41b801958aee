using CsCheck;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.Polls;

/// <summary>Rule R1: one fact per store and instant; what was read becomes stored, unchanged or replaced.</summary>
public sealed class PollDiffTests
{
    private static readonly Gen<Poll[]> Read = Gen.Select(Gen.Long[0, 12], Gen.Bool)
        .Array[0, 12]
        .Select(polls => polls.Select(poll => new Poll(poll.Item1, poll.Item2 ? StoreStatus.Active : StoreStatus.Inactive))
            .OrderBy(poll => poll.AtMicroseconds).ToArray());

    private static readonly Gen<Poll[]> Stored = Read.Select(polls => polls.DistinctBy(poll => poll.AtMicroseconds).ToArray());

    [Theory]
    [InlineData("new ones between and around", "2+ 4-", "1- 3+ 5+", "1- 2+ 3+ 4- 5+", 3, 0, 0)]
    [InlineData("the same again", "2+ 4-", "2+ 4-", "2+ 4-", 0, 2, 0)]
    [InlineData("another status", "2+ 4-", "2-", "2- 4-", 0, 0, 1)]
    [InlineData("the last one of an instant holds", "", "2+ 2-", "2-", 1, 0, 1)]
    [InlineData("there and back is no change", "2+", "2- 2+", "2+", 0, 0, 2)]
    [InlineData("nothing stored", "", "1+ 2-", "1+ 2-", 2, 0, 0)]
    [InlineData("nothing read", "1+ 2-", "", "1+ 2-", 0, 0, 0)]
    [InlineData("all before", "5+", "1+ 2+", "1+ 2+ 5+", 2, 0, 0)]
    [InlineData("all after", "1+", "2+ 5+", "1+ 2+ 5+", 2, 0, 0)]
    public void R1_Polls_are_merged_and_counted(string label, string stored, string read, string merged, long isNew, long unchanged, long replaced)
    {
        var diff = new PollDiff();

        var isChanged = diff.Merge(Polls(stored), Polls(read));

        diff.Merged.ToArray().Should().Equal(Polls(merged), label);
        (diff.Stored, diff.Unchanged, diff.Replaced).Should().Be((isNew, unchanged, replaced), label);
        isChanged.Should().Be(merged != stored, label);
    }

    [Fact]
    public void R1_Merging_is_writing_one_poll_after_another_into_a_table() =>
        Gen.Select(Stored, Read, Read).Sample(
            (stored, first, second) =>
            {
                var diff = new PollDiff();
                diff.Merge(stored, first);
                var once = diff.Merged.ToArray();

                var isChanged = diff.Merge(once, second);

                var table = stored.ToDictionary(poll => poll.AtMicroseconds, poll => poll.Status);
                var (isNew, unchanged, replaced) = (0, 0, 0);
                foreach (var poll in first.Concat(second))
                {
                    isNew += table.ContainsKey(poll.AtMicroseconds) ? 0 : 1;
                    unchanged += table.TryGetValue(poll.AtMicroseconds, out var known) && known == poll.Status ? 1 : 0;
                    replaced += table.TryGetValue(poll.AtMicroseconds, out known) && known != poll.Status ? 1 : 0;
                    table[poll.AtMicroseconds] = poll.Status;
                }

                diff.Merged.ToArray().Should().Equal(table.OrderBy(poll => poll.Key).Select(poll => new Poll(poll.Key, poll.Value)));
                (diff.Stored, diff.Unchanged, diff.Replaced).Should().Be((isNew, unchanged, replaced));
                isChanged.Should().Be(!once.SequenceEqual(diff.Merged.ToArray()));
            },
            iter: 20_000);

    private static Poll[] Polls(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(poll => new Poll(poll[0] - '0', poll[1] == '+' ? StoreStatus.Active : StoreStatus.Inactive)),
    ];
}
