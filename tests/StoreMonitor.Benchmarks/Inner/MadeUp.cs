using StoreMonitor.Core.Polls;

namespace StoreMonitor.Benchmarks.Inner;

/// <summary>Input for the inner loops, the same in every run.</summary>
internal static class MadeUp
{
    private const int Seed = 1;
    private const long HourMicroseconds = 3_600_000_000;

    // 2024-10-01T00:00:00Z.
    public const long StartMicroseconds = 1_727_740_800_000_000;

    /// <summary>Polls of one store, about one an hour, in order.</summary>
    public static Poll[] Polls(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(hour => new Poll(
            StartMicroseconds + (hour * HourMicroseconds) + random.NextInt64(HourMicroseconds),
            random.Next(10) == 0 ? StoreStatus.Inactive : StoreStatus.Active))];
    }

    /// <exception cref="InvalidOperationException">The results differ, so that no speed of theirs is worth a word.</exception>
    public static void MustAgree(params ReadOnlySpan<long> results)
    {
        foreach (var result in results)
        {
            if (result != results[0])
                throw new InvalidOperationException($"the results differ: {string.Join(", ", results.ToArray())}");
        }
    }
}
