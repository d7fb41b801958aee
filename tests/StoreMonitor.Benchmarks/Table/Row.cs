using StoreMonitor.Benchmarks.Measuring;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>One row of the table, as text.</summary>
internal sealed record Row(string What)
{
    /// <summary>What stands in a cell that has nothing to say.</summary>
    public const string Nothing = "–";

    public string Ours { get; init; } = Nothing;

    public string Theirs { get; init; } = Nothing;

    public string Ratio { get; init; } = Nothing;

    public string CpuRatio { get; init; } = Nothing;

    public string Peaks { get; init; } = Nothing;

    public Goal? Goal { get; init; }

    /// <summary>The figure that the goal is about.</summary>
    public double Figure { get; init; }

    public bool IsRefused { get; init; }

    /// <summary>Compares the times of two contenders that took turns.</summary>
    public static Row Compare(string what, Sample[] ours, Sample[] theirs, Goal? goal)
    {
        var (our, their) = (Spread.OfSeconds(ours), Spread.OfSeconds(theirs));
        var pairs = Spread.Of(ours.Zip(theirs, (a, b) => a.Wall / b.Wall));
        var ratio = our.Median / their.Median;
        var (ourCpu, theirCpu) = (Spread.OfCpuSeconds(ours).Median, Spread.OfCpuSeconds(theirs).Median);
        return new Row(what)
        {
            Ours = FigureText.Seconds(our),
            Theirs = FigureText.Seconds(their),
            Ratio = $"{FigureText.Number(ratio)} ({FigureText.Number(pairs.Min)}–{FigureText.Number(pairs.Max)})",
            CpuRatio = ourCpu > 0 && theirCpu > 0 ? FigureText.Number(ourCpu / theirCpu) : Nothing,
            Peaks = $"{PeakOf(ours)}, {PeakOf(theirs)}",
            Goal = goal,
            Figure = ratio,
        };
    }

    /// <summary>A peak of memory against its goal.</summary>
    public static Row Peak(string what, Sample[] ours, Goal goal)
    {
        var peak = Spread.OfPeakMegabytes(ours);
        return new Row(what) { Ours = FigureText.Spread(peak, "0", " MB"), Goal = goal, Figure = peak.Median };
    }

    /// <summary>A result was wrong, and its speed is of no interest.</summary>
    public static Row Refused(string what, string reason) => new(what) { Ours = $"**refused**: {reason}", IsRefused = true };

    private static string PeakOf(Sample[] samples)
    {
        var peak = Spread.OfPeakMegabytes(samples);
        return peak.Max > 0 ? FigureText.Megabytes(peak.Median) : Nothing;
    }
}
