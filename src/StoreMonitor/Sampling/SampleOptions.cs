using NodaTime;

namespace StoreMonitor.Sampling;

/// <summary>What a synthetic data set depends on: the same options give the same bytes.</summary>
/// <param name="Output">The folder to write to.</param>
/// <param name="Stores">How many stores.</param>
/// <param name="Days">How many days of polls, of 24 hours.</param>
/// <param name="Seed">Chooses among data sets.</param>
/// <param name="End">No poll is at or after it.</param>
/// <param name="PollEverySeconds">How often a store is polled, about.</param>
/// <param name="StoresFrom">A folder whose hours and zones are taken, for polls of the stores they name; <c>null</c> to make them up.</param>
internal sealed record SampleOptions(
    string Output, int Stores, int Days, long Seed, Instant End, int PollEverySeconds, string? StoresFrom)
{
    /// <summary>Whether files may be replaced that the verb did not write.</summary>
    public bool IsForced { get; init; }
}
