using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Log;

/// <summary>Reads the polls of stores from their chunks and from the log, as if the log had been folded.</summary>
/// <remarks>
/// It goes back in time by the same rule as the reader of the chunks, so it gives the same polls as that one after a fold.
/// </remarks>
internal sealed class MergedPolls(IPollCursor chunks, LoggedPolls log, DecisivePolls decisive) : IPollCursor
{
    private readonly PollBuffer _read = new();

    public ReadOnlySpan<Poll> Read(Store store, IntervalSet businessTime)
    {
        var stored = chunks.Read(store, businessTime);
        var logged = log.Of(store.Key);
        if (logged.IsEmpty)
            return stored;

        _read.Clear();
        while (!(stored.IsEmpty && logged.IsEmpty) && !decisive.IsEnough(_read.EarliestMicroseconds, businessTime))
            PrependLater(ref stored, ref logged);
        return decisive.In(_read);
    }

    public void Dispose() => chunks.Dispose();

    // Of two polls at one instant the logged one holds, because it came later.
    private void PrependLater(ref ReadOnlySpan<Poll> stored, ref ReadOnlySpan<PollFact> logged)
    {
        var fromChunk = stored.IsEmpty ? long.MinValue : stored[^1].AtMicroseconds;
        var fromLog = logged.IsEmpty ? long.MinValue : logged[^1].AtMicroseconds;
        if (fromLog >= fromChunk)
        {
            _read.Prepend(fromLog, logged[^1].Status);
            logged = logged[..^1];
        }
        else
        {
            _read.Prepend(fromChunk, stored[^1].Status);
        }

        if (fromChunk >= fromLog)
            stored = stored[..^1];
    }
}
