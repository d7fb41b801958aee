using NodaTime;

namespace StoreMonitor.Sampling;

/// <summary>The parameters of a synthetic data set; equal parameters give equal bytes.</summary>
/// <param name="Output">The folder to write to.</param>
/// <param name="Stores">The number of stores.</param>
/// <param name="Days">The number of days of polls, of 24 hours each.</param>
/// <param name="Seed">Selects a data set.</param>
/// <param name="End">All polls are before it.</param>
/// <param name="PollEverySeconds">The approximate time between two polls of a store.</param>
internal sealed record SampleOptions(string Output, int Stores, int Days, long Seed, Instant End, int PollEverySeconds)
{
    /// <summary>Whether files that the verb did not write may be replaced.</summary>
    public bool IsForced { get; init; }
}
