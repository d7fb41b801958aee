using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Writes polls in bulk, inside the caller's transaction.</summary>
/// <remarks>
/// A hot path. The polls come sorted, so each store's are merged with those stored in the same range of time (rule R1,
/// <see cref="PollDiff"/>). An ingest of known polls therefore only reads.
/// </remarks>
/// <param name="table">Belongs to the transaction; it is disposed of with the writer.</param>
/// <param name="keys">The stored keys of the stores, settled in the transaction; <c>null</c> when the polls come with stored keys.</param>
internal sealed class PollWriter(IChunkTable table, StoreKeys? keys = null) : IPollSink, IDisposable
{
#if DEBUG
    // Small, so that the tests outgrow it.
    private const int FirstLength = 2;
#else
    // As many polls as a store of the 2024 data has.
    private const int FirstLength = 512;
#endif

    private readonly PollTable _table = new(table);
    private readonly PollDiff _diff = new();
    private Poll[] _read = new Poll[FirstLength];

    /// <summary>What became of all polls so far.</summary>
    public WriteCounts Counts => new(_diff.Stored, _diff.Unchanged, _diff.Replaced);

    /// <summary>
    /// Stores the polls; of several for one store and instant the last holds, also when they come in different batches.
    /// </summary>
    /// <param name="sorted">In the order of <see cref="PollOrder"/>.</param>
    public void Take(ReadOnlySpan<PollFact> sorted)
    {
        if (sorted.IsEmpty)
            return;

        table.Prepare(sorted);
        var latest = long.MinValue;
        while (!sorted.IsEmpty)
        {
            var end = EndOfStore(sorted);
            WriteStore(sorted[..end]);
            latest = Math.Max(latest, sorted[end - 1].AtMicroseconds);
            sorted = sorted[end..];
        }

        table.EndBatch(latest);
    }

    public void Dispose() => table.Dispose();

    private static int EndOfStore(ReadOnlySpan<PollFact> sorted)
    {
        var end = 1;
        while (end < sorted.Length && sorted[end].StoreKey == sorted[0].StoreKey)
            end++;
        return end;
    }

    private void WriteStore(ReadOnlySpan<PollFact> polls)
    {
        var storeKey = keys?.StoredKeyOf(polls[0].StoreKey) ?? polls[0].StoreKey;
        var stored = _table.Read(storeKey, polls[0].AtMicroseconds, polls[^1].AtMicroseconds);
        if (_diff.Merge(stored, Copy(polls)))
            _table.Replace(_diff.Merged);
    }

    private ReadOnlySpan<Poll> Copy(ReadOnlySpan<PollFact> polls)
    {
        if (_read.Length < polls.Length)
            _read = new Poll[2 * polls.Length];
        for (var index = 0; index < polls.Length; index++)
            _read[index] = new Poll(polls[index].AtMicroseconds, polls[index].Status);
        return _read.AsSpan(0, polls.Length);
    }
}
