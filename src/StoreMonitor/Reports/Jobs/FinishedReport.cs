using NodaTime;

namespace StoreMonitor.Reports.Jobs;

/// <summary>What is recorded of a report whose file is written: where the file is, how to recognize it, and what it is about.</summary>
/// <param name="FileId">The report that the file was written for: the same one, or another that requested the same.</param>
/// <param name="FileLength">In bytes.</param>
/// <param name="FileDigest">SHA-256 in lower-case hexadecimal.</param>
/// <param name="FactsVersion">The version of the facts that it was computed from.</param>
/// <param name="Stores">How many stores have a row.</param>
/// <param name="StoresWithoutPolls">How many have none because they have no poll at or before the as-of instant (rule R15).</param>
/// <param name="LatestPoll">The latest poll that was stored; <c>null</c> when there was none.</param>
internal sealed record FinishedReport(
    string FileId, long FileLength, string FileDigest, long FactsVersion, int Stores, int StoresWithoutPolls, Instant? LatestPoll);
