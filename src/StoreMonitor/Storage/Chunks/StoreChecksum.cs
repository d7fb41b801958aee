namespace StoreMonitor.Storage.Chunks;

/// <summary>
/// The checksum of a store: the sum of the checksums of its columns, so that whoever changes one column need not know the others.
/// </summary>
/// <remarks>
/// A change adds the difference that its column makes. A store that was damaged before therefore stays damaged, whatever is written to it.
/// NULL adds nothing. The sum of all stores is in the row of <c>facts</c>, so a store that a damaged page hides is missed there.
/// </remarks>
internal static class StoreChecksum
{
    /// <summary>What a column with a text adds.</summary>
    public static long OfText(long storeKey, StoreColumn column, ReadOnlySpan<byte> text) => Checksum.Of(storeKey, (long)column, 0, text);

    /// <summary>What the number of recorded changes adds; nothing for zero.</summary>
    public static long OfChanges(long storeKey, long changes) =>
        changes == 0 ? 0 : Checksum.Of(storeKey, (long)StoreColumn.Changes, changes);

    /// <summary>What the column with the latest chunk adds; nothing for <see cref="PollChunk.None"/>.</summary>
    public static long OfLastChunk(long storeKey, long fromMicroseconds) =>
        fromMicroseconds == PollChunk.None ? 0 : Checksum.Of(storeKey, (long)StoreColumn.LastChunk, fromMicroseconds);
}

/// <summary>How many stores there are, and the sum of their checksums: of all stores, or of those that were read so far.</summary>
internal sealed class StoreSum
{
    public long Count { get; private set; }

    public long Checksum { get; private set; }

    /// <summary>Counts a store in.</summary>
    public void Add(long checksum) => Add(1, checksum);

    /// <summary>Counts a store out.</summary>
    public void Remove(long checksum) => Add(-1, -checksum);

    /// <summary>Counts in a change of a store that is counted already.</summary>
    public void Change(long difference) => Add(0, difference);

    /// <summary>Counts in what another sum has.</summary>
    public void Add(StoreSum other) => Add(other.Count, other.Checksum);

    /// <summary>Counts out what another sum has.</summary>
    public void Remove(StoreSum other) => Add(-other.Count, -other.Checksum);

    public void Clear() => (Count, Checksum) = (0, 0);

    /// <exception cref="DamagedFactsException">The stores that were read are not all stores: the database is damaged.</exception>
    public void MustBeAllOf(FactsState facts)
    {
        if (Count != facts.StoreCount || Checksum != facts.StoreSum)
            throw new DamagedFactsException("the table of stores");
    }

    private void Add(long count, long checksum) => (Count, Checksum) = (Count + count, Checksum + checksum);
}
