namespace StoreMonitor.Storage;

/// <summary>Stores by their keys, from the first to the last; none when the last is before the first.</summary>
internal readonly record struct StoreKeyRange(int First, int Last)
{
    /// <summary>One of so many parts of much the same size, which together are the whole.</summary>
    public StoreKeyRange Share(int index, int count) => new(First + StartOf(index, count), First + StartOf(index + 1, count) - 1);

    private int StartOf(int index, int count) => (int)((Last - First + 1L) * index / count);
}
