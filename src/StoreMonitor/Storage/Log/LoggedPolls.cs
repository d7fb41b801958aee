using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Storage.Log;

/// <summary>The live polls that are not folded into chunks yet, as one reader sees them: by store and instant, none twice.</summary>
/// <remarks>They go before what the chunks have (rule R1), because whatever else changes polls folds the log first. Immutable.</remarks>
internal sealed class LoggedPolls
{
    private readonly PollFact[] _polls;
    private readonly int _count;

    /// <summary>No polls.</summary>
    public static readonly LoggedPolls None = new([]);

    /// <param name="arrived">In the order of the log, so that of several for one store and instant the last one holds.</param>
    public LoggedPolls(List<PollFact> arrived)
    {
        _polls = [.. arrived];
        PollOrder.Sort(_polls, new PollFact[_polls.Length]);
        _count = KeepLast(_polls);
    }

    public bool IsEmpty => _count == 0;

    /// <summary>All of them, by store key and instant.</summary>
    public ReadOnlySpan<PollFact> All => _polls.AsSpan(0, _count);

    /// <summary>The polls of one store, in order of their instants.</summary>
    public ReadOnlySpan<PollFact> Of(int storeKey)
    {
        var start = FirstOf(storeKey);
        var end = start;
        while (end < _count && _polls[end].StoreKey == storeKey)
            end++;
        return _polls.AsSpan(start, end - start);
    }

    /// <summary>The index after the polls of whole stores that begin at an index: about so many polls, of so many stores at most.</summary>
    public int EndOfSlice(int start, int polls, int stores)
    {
        var end = start;
        for (var taken = 0; end < _count && end - start < polls && taken < stores; taken++)
        {
            var key = _polls[end].StoreKey;
            while (end < _count && _polls[end].StoreKey == key)
                end++;
        }

        return end;
    }

    private int FirstOf(int storeKey)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_polls[middle].StoreKey < storeKey)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static int KeepLast(PollFact[] sorted)
    {
        var count = 0;
        for (var index = 0; index < sorted.Length; index++)
        {
            var isReplaced = index + 1 < sorted.Length
                && sorted[index + 1].StoreKey == sorted[index].StoreKey
                && sorted[index + 1].AtMicroseconds == sorted[index].AtMicroseconds;
            if (!isReplaced)
                sorted[count++] = sorted[index];
        }

        return count;
    }
}
