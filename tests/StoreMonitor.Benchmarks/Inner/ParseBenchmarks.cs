using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using NodaTime.Text;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Benchmarks.Inner;

/// <summary>Instants as polls have them: by hand over UTF-8, and by the libraries over text.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private const int Count = 1_000;

    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFF 'UTC'");

    private readonly string[] _texts = [.. MadeUp.Polls(Count).Select(poll => Pattern.Format(poll.At))];
    private byte[][] _bytes = [];

    [GlobalSetup]
    public void Setup()
    {
        _bytes = [.. _texts.Select(Encoding.UTF8.GetBytes)];
        MadeUp.MustAgree(ByHand(), ByPattern(), ByParseExact());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public long ByHand()
    {
        var sum = 0L;
        foreach (var text in _bytes)
            sum += InstantText.TryParse(text, out long at) ? at : 0;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long ByPattern()
    {
        var sum = 0L;
        foreach (var text in _texts)
            sum += Pattern.Parse(text).Value.ToUnixTimeTicks() / 10;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long ByParseExact()
    {
        var sum = 0L;
        foreach (var text in _texts)
        {
            var parsed = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFF 'UTC'", CultureInfo.InvariantCulture);
            sum += (parsed.Ticks - DateTime.UnixEpoch.Ticks) / 10;
        }

        return sum;
    }
}
