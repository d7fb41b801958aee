namespace StoreMonitor.Storage.Chunks;

/// <summary>Reads the chunks of a store back in time, and verifies that a damaged page hides none of them.</summary>
/// <remarks>A hot path of a report. The caller ends the source.</remarks>
/// <param name="source">Begins at the first chunk from <paramref name="last"/> on, or else before.</param>
/// <param name="lastChunk">The latest chunk of the store, as the store names it.</param>
/// <param name="last">An instant in microseconds.</param>
internal ref struct ChunksBackwards(IChunkSource source, int storeKey, long lastChunk, long last)
{
    private bool _isStarted;

    /// <summary>The chunk it is at; valid until the next move.</summary>
    public StoredChunk Current { get; private set; }

    /// <summary>Goes to the chunk before.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DamagedFactsException">The database is damaged.</exception>
    public bool MoveNext()
    {
        if (!_isStarted)
            return MoveFirst();

        var named = Current.Previous;
        if (!source.MoveNext())
        {
            StoredChunk.MustBeNone(named);
            return false;
        }

        Current = source.Current;
        Current.MustBe(named);
        return true;
    }

    private bool MoveFirst()
    {
        _isStarted = true;
        source.Begin(storeKey, last);
        var isFound = source.MoveNext();
        if (isFound)
            Current = source.Current;

        // What the store, or the chunk after the one that was found, names is the chunk that should be found.
        var found = isFound ? Current.From : PollChunk.None;
        if (found == lastChunk)
            return isFound;
        if (source.FindNext(storeKey, isFound ? found : last).Previous != found)
            throw new DamagedFactsException("the table of polls");
        return isFound;
    }
}
