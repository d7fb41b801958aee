namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>What one run took.</summary>
/// <param name="Wall">From just before the start to the end.</param>
/// <param name="Cpu">User and system time; zero where it cannot be told apart from others'.</param>
/// <param name="PeakBytes">The largest resident set of the process; zero where the run had no process of its own.</param>
internal readonly record struct Sample(TimeSpan Wall, TimeSpan Cpu, long PeakBytes);
