namespace StoreMonitor.Storage.Chunks;

/// <summary>The checksums of the record of changes; texts are UTF-8.</summary>
internal static class ChangeChecksum
{
    // Which text of a row a checksum is of. The numbers are part of the checksums that are stored.
    private const int Before = 0;
    private const int After = 1;

    /// <summary>Who changed facts, when, and by what.</summary>
    public static long OfSet(long changeSet, long atMicroseconds, ReadOnlySpan<byte> who, ReadOnlySpan<byte> source) =>
        Checksum.Of(changeSet, atMicroseconds, Before, who) + Checksum.Of(changeSet, atMicroseconds, After, source);

    /// <summary>A change of a store's facts; a missing text adds nothing.</summary>
    public static long Of(long storeKey, long number, long changeSet, StoreColumn column, byte[]? before, byte[]? after)
    {
        var sum = (long)Checksum.Of(storeKey, number, changeSet);
        if (before is not null)
            sum += Checksum.Of(storeKey, number, (2 * (long)column) + Before, before);
        if (after is not null)
            sum += Checksum.Of(storeKey, number, (2 * (long)column) + After, after);
        return sum;
    }
}
