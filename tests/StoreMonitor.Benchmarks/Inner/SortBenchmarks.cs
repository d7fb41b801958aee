using BenchmarkDotNet.Attributes;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Benchmarks.Inner;

/// <summary>Polls into the order of the table's key: by digits, and by comparing.</summary>
/// <remarks>Each starts from a copy of the same polls, so copying them is in every figure. Array.Sort alone is not stable.</remarks>
[MemoryDiagnoser]
public class SortBenchmarks
{
    private const int Stores = 3_700;

    private PollFact[] _shuffled = [];
    private PollFact[] _facts = [];
    private PollFact[] _scratch = [];

    [Params(100_000, 1_000_000)]
    public int Polls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var polls = MadeUp.Polls(Polls / Stores);
        _shuffled = [.. polls.SelectMany(poll => Enumerable.Range(1, Stores).Select(store => new PollFact(poll.AtMicroseconds + store, store, poll.Status)))];
        new Random(1).Shuffle(_shuffled);
        _facts = new PollFact[_shuffled.Length];
        _scratch = new PollFact[_shuffled.Length];

        var (byDigits, byComparing, byLinq) = (ByDigits().ToArray(), ByComparing().ToArray(), ByLinq());
        if (!byDigits.SequenceEqual(byComparing) || !byDigits.SequenceEqual(byLinq))
            throw new InvalidOperationException("the orders differ");
    }

    [Benchmark(Baseline = true)]
    public void SortByDigits() => ByDigits();

    [Benchmark]
    public void SortByComparing() => ByComparing();

    [Benchmark]
    public int SortByLinq() => ByLinq().Length;

    private PollFact[] ByDigits()
    {
        _shuffled.CopyTo(_facts, 0);
        PollOrder.Sort(_facts, _scratch);
        return _facts;
    }

    private PollFact[] ByComparing()
    {
        _shuffled.CopyTo(_facts, 0);
        Array.Sort(_facts, (a, b) => (a.StoreKey, a.AtMicroseconds).CompareTo((b.StoreKey, b.AtMicroseconds)));
        return _facts;
    }

    private PollFact[] ByLinq() => [.. _shuffled.OrderBy(fact => fact.StoreKey).ThenBy(fact => fact.AtMicroseconds)];
}
