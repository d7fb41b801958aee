namespace StoreMonitor.Storage.Chunks;

/// <summary>Removes polls of a store by the range that they lie in, inside the caller's transaction.</summary>
internal static class PollRemoval
{
    /// <returns>How many were removed.</returns>
    /// <exception cref="DamagedFactsException">The database is damaged.</exception>
    public static int Remove(PollTable table, int storeKey, PollRange range)
    {
        var polls = table.Read(storeKey, range.First, range.Last);
        var (start, end) = (0, polls.Length);
        while (start < end && polls[start].AtMicroseconds < range.First)
            start++;
        while (end > start && polls[end - 1].AtMicroseconds > range.Last)
            end--;
        if (start == end)
            return 0;

        // A range has no end on one side, so what is left is on the other side.
        table.Replace(start == 0 ? polls[end..] : polls[..start]);
        return end - start;
    }
}
