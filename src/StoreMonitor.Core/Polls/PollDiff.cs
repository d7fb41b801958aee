namespace StoreMonitor.Core.Polls;

/// <summary>Merges new polls of one store into its stored ones, and counts what becomes of them (rule R1). Not thread-safe.</summary>
/// <remarks>A hot path: an ingest merges every poll. One instance serves all stores, and its buffer grows to the largest merge.</remarks>
public sealed class PollDiff
{
#if DEBUG
    // Small, so that the tests outgrow it.
    private const int FirstLength = 2;
#else
    // As many polls as a store of the 2024 data has.
    private const int FirstLength = 512;
#endif

    private Poll[] _merged = new Poll[FirstLength];
    private int _count;

    /// <summary>How many polls were new.</summary>
    public long Stored { get; private set; }

    /// <summary>How many polls were known with the same status.</summary>
    public long Unchanged { get; private set; }

    /// <summary>How many polls were known with the other status, which they replaced.</summary>
    public long Replaced { get; private set; }

    /// <summary>
    /// The stored and the new polls of the latest merge, in order of their instants, none twice; valid until the next merge.
    /// </summary>
    public ReadOnlySpan<Poll> Merged => _merged.AsSpan(0, _count);

    /// <summary>Merges the polls of one store.</summary>
    /// <param name="stored">In order of their instants, none twice.</param>
    /// <param name="read">
    /// In order of their instants. Of several for one instant the last one holds, and each is counted against the one before it.
    /// </param>
    /// <returns>Whether <see cref="Merged"/> differs from <paramref name="stored"/>.</returns>
    public bool Merge(ReadOnlySpan<Poll> stored, ReadOnlySpan<Poll> read)
    {
        if (_merged.Length < stored.Length + read.Length)
            _merged = new Poll[2 * (stored.Length + read.Length)];

        _count = 0;
        var (next, isChanged) = (0, false);
        for (var index = 0; index < read.Length;)
        {
            var at = read[index].AtMicroseconds;
            while (next < stored.Length && stored[next].AtMicroseconds < at)
                _merged[_count++] = stored[next++];

            StoreStatus? known = next < stored.Length && stored[next].AtMicroseconds == at ? stored[next++].Status : null;
            var before = known;
            for (; index < read.Length && read[index].AtMicroseconds == at; index++)
            {
                Count(known, read[index].Status);
                known = read[index].Status;
            }

            isChanged |= known != before;
            _merged[_count++] = new Poll(at, known!.Value);
        }

        stored[next..].CopyTo(_merged.AsSpan(_count));
        _count += stored.Length - next;
        return isChanged;
    }

    private void Count(StoreStatus? known, StoreStatus read)
    {
        if (known is null)
            Stored++;
        else if (known == read)
            Unchanged++;
        else
            Replaced++;
    }
}
