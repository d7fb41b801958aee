namespace StoreMonitor.Storage.Chunks;

/// <summary>Reads and changes stores inside the caller's transaction, each with its checksum.</summary>
internal interface IStoreRows
{
    /// <summary>A column with a text; <c>null</c> when it has none.</summary>
    /// <exception cref="DamagedFactsException">There is no such store: the database is damaged.</exception>
    byte[]? Read(int storeKey, StoreColumn column);

    /// <summary>Gives a column with a text a value, or takes it away.</summary>
    /// <param name="column">Any column with a text but the id.</param>
    /// <param name="utf8">The value.</param>
    /// <param name="isNull">Whether there is to be none.</param>
    /// <returns>Whether it had another value.</returns>
    bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull = false);

    /// <summary>The same, also for a change that is recorded.</summary>
    /// <param name="isCounted">Whether to count the change.</param>
    /// <param name="changes">How many changes of the store were counted, with this one.</param>
    bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull, bool isCounted, out long changes);

    /// <summary>The instant of the first poll of a store's latest chunk; <see cref="PollChunk.None"/> when it has none.</summary>
    /// <exception cref="DamagedFactsException">There is no such store: the database is damaged.</exception>
    long LastChunkOf(int storeKey);

    /// <summary>Names a store's latest chunk, or <see cref="PollChunk.None"/>.</summary>
    void SetLastChunk(int storeKey, long fromMicroseconds);
}
