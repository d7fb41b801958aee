namespace StoreMonitor.Storage.Chunks;

/// <summary>Reads the chunks of one store after another from a database. Not thread-safe.</summary>
internal interface IChunkSource : IDisposable
{
    /// <summary>The chunk it is at; valid until the next move.</summary>
    StoredChunk Current { get; }

    /// <summary>Begins with a store: its latest chunk that was asked for comes first.</summary>
    void Begin(int storeKey, long lastMicroseconds);

    /// <summary>Goes to the first chunk, and then to the one before.</summary>
    /// <returns>Whether there is one.</returns>
    bool MoveNext();

    /// <summary>Ends with the store that it was begun with.</summary>
    void End();

    /// <summary>The first chunk of the store that begins after an instant, where the store says that there is one.</summary>
    /// <exception cref="DamagedFactsException">There is none: the database is damaged.</exception>
    NextChunk FindNext(int storeKey, long afterMicroseconds);
}

/// <summary>Changes the chunks of stores inside the caller's transaction.</summary>
internal interface IChunkTable : IChunkSource
{
    /// <summary>The stores, which name their latest chunks.</summary>
    IStoreRows Stores { get; }

    /// <summary>Announces the stores and instants whose chunks are read and changed next.</summary>
    /// <param name="sorted">In the order of the table's key.</param>
    void Prepare(ReadOnlySpan<PollFact> sorted);

    /// <param name="previous">The chunk of the store before it; <see cref="PollChunk.None"/> when it is the first one.</param>
    void Insert(int storeKey, long from, long previous, ReadOnlySpan<byte> text);

    /// <summary>Deletes the chunks that begin in a range, both ends included.</summary>
    void Delete(int storeKey, long first, long last);

    /// <summary>Makes a chunk name another one as the chunk before it.</summary>
    void Relink(int storeKey, long from, long previous);

    /// <summary>Makes the instant of a poll that was stored the latest one of all, if it is, after the last change of a batch.</summary>
    void EndBatch(long latestMicroseconds);
}
