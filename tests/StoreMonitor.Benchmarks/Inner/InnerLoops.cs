using BenchmarkDotNet.Running;

namespace StoreMonitor.Benchmarks.Inner;

/// <summary>The hot paths alone, by BenchmarkDotNet.</summary>
internal static class InnerLoops
{
    public const string Verb = "inner";

    /// <param name="args">For BenchmarkDotNet; none means all benchmarks.</param>
    public static int Run(string[] args)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(InnerLoops).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
