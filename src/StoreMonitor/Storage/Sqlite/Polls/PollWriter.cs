using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>What became of facts that were written.</summary>
/// <param name="Removed">Known facts that are gone, because what replaced a week lacks them.</param>
internal readonly record struct WriteCounts(long Stored, long Unchanged, long Replaced, long Removed = 0)
{
    public static WriteCounts operator +(WriteCounts a, WriteCounts b) =>
        new(a.Stored + b.Stored, a.Unchanged + b.Unchanged, a.Replaced + b.Replaced, a.Removed + b.Removed);
}

/// <summary>Writes polls in bulk, inside the caller's transaction.</summary>
/// <remarks>
/// A hot path. The polls come sorted, so each store's are merged with those stored in the same stretch of time: that tells stored,
/// unchanged and replaced apart (rule R1), and an ingest of known polls only reads.
/// </remarks>
/// <param name="connection">The connection that has the transaction.</param>
/// <param name="keys">The stored keys of the stores, settled in the transaction; <c>null</c> when the polls come with stored keys.</param>
internal sealed class PollWriter(SqliteConnection connection, StoreKeys? keys = null) : IPollSink, IDisposable
{
    private readonly PollTable _table = new(connection);
    private readonly List<Poll> _merged = [];

    /// <summary>What became of all polls so far.</summary>
    public WriteCounts Counts { get; private set; }

    /// <summary>Stores the polls; of several for one store and instant the last holds, also when they come in different stretches.</summary>
    /// <param name="sorted">In the order of <see cref="PollOrder"/>.</param>
    public void Take(ReadOnlySpan<PollFact> sorted)
    {
        if (sorted.IsEmpty)
            return;

        var latest = long.MinValue;
        while (!sorted.IsEmpty)
        {
            var end = EndOfStore(sorted);
            WriteStore(sorted[..end]);
            latest = Math.Max(latest, sorted[end - 1].AtMicroseconds);
            sorted = sorted[end..];
        }

        FactsMetadata.AdvanceLatestPoll(connection, latest);
    }

    public void Dispose() => _table.Dispose();

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
        if (Merge(stored, polls))
            _table.Replace(CollectionsMarshal.AsSpan(_merged));
    }

    // Whether that makes a difference to what is stored.
    private bool Merge(ReadOnlySpan<Poll> stored, ReadOnlySpan<PollFact> polls)
    {
        _merged.Clear();
        var isChanged = false;
        while (!polls.IsEmpty)
        {
            var at = polls[0].AtMicroseconds;
            for (; !stored.IsEmpty && stored[0].AtMicroseconds < at; stored = stored[1..])
                _merged.Add(stored[0]);

            StoreStatus? known = !stored.IsEmpty && stored[0].AtMicroseconds == at ? stored[0].Status : null;
            if (known is not null)
                stored = stored[1..];

            var status = TakeInstant(ref polls, known);
            isChanged |= status != known;
            _merged.Add(new Poll(at, status));
        }

        _merged.AddRange(stored);
        return isChanged;
    }

    // Takes all polls about the first one's instant, and returns the status that holds: the last one's.
    private StoreStatus TakeInstant(ref ReadOnlySpan<PollFact> polls, StoreStatus? known)
    {
        var at = polls[0].AtMicroseconds;
        do
        {
            Counts += Compare(known, polls[0].Status);
            known = polls[0].Status;
            polls = polls[1..];
        }
        while (!polls.IsEmpty && polls[0].AtMicroseconds == at);
        return known.Value;
    }

    private static WriteCounts Compare(StoreStatus? known, StoreStatus read)
    {
        if (known is null)
            return new(1, 0, 0);
        return known == read ? new(0, 1, 0) : new(0, 0, 1);
    }
}
