namespace StoreMonitor.Storage;

/// <summary>What became of facts that were written.</summary>
/// <param name="Removed">Known facts that are gone, because what replaced a week lacks them.</param>
internal readonly record struct WriteCounts(long Stored, long Unchanged, long Replaced, long Removed = 0)
{
    public static WriteCounts operator +(WriteCounts a, WriteCounts b) =>
        new(a.Stored + b.Stored, a.Unchanged + b.Unchanged, a.Replaced + b.Replaced, a.Removed + b.Removed);
}
