namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>The median of some numbers, and the least and the greatest of them.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    public static Spread OfSeconds(IEnumerable<Sample> samples) => Of(samples.Select(sample => sample.Wall.TotalSeconds));

    public static Spread OfCpuSeconds(IEnumerable<Sample> samples) => Of(samples.Select(sample => sample.Cpu.TotalSeconds));

    public static Spread OfPeakMegabytes(IEnumerable<Sample> samples) => Of(samples.Select(sample => sample.PeakBytes / 1e6));
}
