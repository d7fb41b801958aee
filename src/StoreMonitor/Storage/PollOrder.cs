using System.Numerics;

namespace StoreMonitor.Storage;

/// <summary>Sorts polls by store and instant, those of one instant in the order they came in: the order of the table's key.</summary>
/// <remarks>
/// A hot path. Inserting in key order is the largest lever of an ingest (see docs/benchmarks.md), and it needs a sort that is stable,
/// for of two rows about one instant the later one holds (rule R1). A radix sort by digits from the lowest is both stable and,
/// on numbers of some 45 bits, quicker than comparing.
/// </remarks>
internal static class PollOrder
{
    // 2,048 counters fit the first-level cache beside the data; chosen, 8 to 12 bits measure alike.
    private const int BitsPerDigit = 11;
    private const int Digits = 1 << BitsPerDigit;

    /// <summary>Sorts in place; <paramref name="scratch"/> is as long as <paramref name="facts"/> and ends up with no meaning.</summary>
    public static void Sort(Span<PollFact> facts, Span<PollFact> scratch)
    {
        if (facts.Length < 2)
            return;

        var (minAt, maxAt, maxKey) = (long.MaxValue, long.MinValue, 0);
        foreach (ref readonly var fact in facts)
        {
            minAt = Math.Min(minAt, fact.AtMicroseconds);
            maxAt = Math.Max(maxAt, fact.AtMicroseconds);
            maxKey = Math.Max(maxKey, fact.StoreKey);
        }

        var from = facts;
        var to = scratch[..facts.Length];
        for (var shift = 0; shift < BitsIn((ulong)(maxAt - minAt)); shift += BitsPerDigit)
            Pass(ref from, ref to, new ByInstant(minAt, shift));
        for (var shift = 0; shift < BitsIn((ulong)maxKey); shift += BitsPerDigit)
            Pass(ref from, ref to, new ByStore(shift));

        if (from != facts)
            from.CopyTo(facts);
    }

    private static int BitsIn(ulong number) => 64 - BitOperations.LeadingZeroCount(number);

    private static void Pass<TDigit>(ref Span<PollFact> from, ref Span<PollFact> to, TDigit digit)
        where TDigit : struct, IDigit
    {
        Span<int> starts = stackalloc int[Digits];
        starts.Clear();
        foreach (ref readonly var fact in from)
            starts[digit.Of(fact)]++;

        var next = 0;
        foreach (ref var start in starts)
            (start, next) = (next, next + start);

        foreach (ref readonly var fact in from)
            to[starts[digit.Of(fact)]++] = fact;
        var sorted = to;
        to = from;
        from = sorted;
    }

    private interface IDigit
    {
        int Of(in PollFact fact);
    }

    private readonly struct ByInstant(long min, int shift) : IDigit
    {
        public int Of(in PollFact fact) => (int)((ulong)(fact.AtMicroseconds - min) >> shift) & (Digits - 1);
    }

    private readonly struct ByStore(int shift) : IDigit
    {
        public int Of(in PollFact fact) => (fact.StoreKey >> shift) & (Digits - 1);
    }
}
