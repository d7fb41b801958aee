namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>A result is not equal to the reference's, so that nobody may be told how quickly it came.</summary>
internal sealed class ResultDiffersException(string what) : Exception(what);
