using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage.Chunks;

/// <summary>
/// Reads the polls of one store after another, from the latest back as far as they can decide: the cost does not depend on the history.
/// </summary>
/// <remarks>A hot path: one buffer for all stores.</remarks>
/// <param name="source">Its chunks begin where the polls of <paramref name="decisive"/> do. It is disposed of with the reader.</param>
/// <param name="decisive">Which polls to read.</param>
internal sealed class PollReader(IChunkSource source, DecisivePolls decisive) : IPollCursor
{
    private readonly PollBuffer _read = new();

    // Copies, because code that is compiled ahead calls what another assembly has and cannot inline it.
    private readonly long _last = decisive.LastMicroseconds;
    private readonly long _latestThatIsEnough = decisive.LatestThatIsEnough;

    /// <inheritdoc/>
    public ReadOnlySpan<Poll> Read(Store store, IntervalSet businessTime)
    {
        _read.Clear();
        if (store.LastChunk == PollChunk.None)
            return [];

        var earliest = long.MaxValue;
        var chunks = new ChunksBackwards(source, store.Key, store.LastChunk, _last);
        while (!IsEnough() && chunks.MoveNext())
        {
            var polls = new PollChunk.Reader(chunks.Current.From, chunks.Current.Text, earliest);
            while (!IsEnough() && polls.MoveNext())
            {
                earliest = polls.AtMicroseconds;
                _read.Prepend(earliest, polls.Status);
            }
        }

        source.End();
        return decisive.In(_read);

        bool IsEnough() => earliest <= _latestThatIsEnough && decisive.IsEnough(earliest, businessTime);
    }

    public void Dispose() => source.Dispose();
}
