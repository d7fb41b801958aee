using CsCheck;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>Any number of polls come out in order, also those that had to be laid aside; the batches are small in this build.</summary>
public sealed class PollSorterTests : IDisposable
{
    private static readonly Gen<PollFact> Fact =
        Gen.Select(Gen.Long[-3, 3], Gen.Int[1, 4], Gen.Bool, (at, store, isActive) =>
            new PollFact(at, store, isActive ? StoreStatus.Active : StoreStatus.Inactive));

    private readonly TempFolder _folder = new();

    [Fact]
    public void Polls_come_out_as_a_stable_sort_has_them()
    {
        Fact.Array[0, 1_000].Sample(
            polls => Sorted(polls).Should().Equal(polls.OrderBy(poll => poll.StoreKey).ThenBy(poll => poll.AtMicroseconds)),
            iter: 200,
            threads: 1);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(40_000)]
    public void Full_batches_and_full_reads_lose_no_poll(int count)
    {
        PollFact[] polls = [.. Enumerable.Range(0, count).Select(i => new PollFact(count - i, 1 + (i % 3), StoreStatus.Active))];

        Sorted(polls).Should().Equal(polls.OrderBy(poll => poll.StoreKey).ThenBy(poll => poll.AtMicroseconds));
    }

    [Fact]
    public void What_is_laid_aside_leaves_no_file()
    {
        using var sorter = new PollSorter(1, _folder.Path);
        for (var i = 0; i < 1_000; i++)
            sorter.Add([new PollFact(i, 1, StoreStatus.Active)]);

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_merge_that_is_cancelled_ends()
    {
        using var sorter = new PollSorter(1, _folder.Path);
        for (var i = 0; i < 40_000; i++)
            sorter.Add([new PollFact(i, 1, StoreStatus.Active)]);

        var drain = () => sorter.Drain(new Collected(), new CancellationToken(canceled: true));

        drain.Should().Throw<OperationCanceledException>();
    }

    public void Dispose() => _folder.Dispose();

    private List<PollFact> Sorted(IEnumerable<PollFact> polls)
    {
        var collected = new Collected();
        using var sorter = new PollSorter(1, _folder.Path);
        foreach (var poll in polls)
            sorter.Add([poll]);
        sorter.Drain(collected, CancellationToken.None);
        return collected.Polls;
    }

    private sealed class Collected : IPollSink
    {
        public List<PollFact> Polls { get; } = [];

        public void Take(ReadOnlySpan<PollFact> sorted) => Polls.AddRange(sorted);
    }
}
