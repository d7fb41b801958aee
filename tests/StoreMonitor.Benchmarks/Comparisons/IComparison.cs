using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>Some rows of the table that are measured together.</summary>
internal interface IComparison
{
    /// <summary>What <c>--only</c> knows it by.</summary>
    string Name { get; }

    /// <exception cref="Measuring.ResultDiffersException">A result was wrong.</exception>
    Task<Outcome> Run(Bench bench, CancellationToken cancel);
}
