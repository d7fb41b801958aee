using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Sqlite.Polls;

namespace StoreMonitor.Ingestion;

/// <summary>What became of one file.</summary>
/// <param name="Read">The rows read: those stored, unchanged, replaced, rejected and not taken.</param>
/// <param name="Kept">What was kept because of rejected rows, and what is not known because of them.</param>
internal sealed record FileSummary(string File, long Read, WriteCounts Written, KeptFacts Kept, long Rejected, TimeSpan Elapsed);

/// <summary>What became of all files.</summary>
/// <param name="Files">In the order they were loaded.</param>
/// <param name="Rejected">The first rejected rows.</param>
/// <param name="RejectedListPath">The list of all of them; <c>null</c> when there are none.</param>
/// <param name="Notes">What else is to be said of the facts, such as stores that have hours and no polls.</param>
/// <param name="Warnings">About files that are missing or were not read, and files that do not belong together.</param>
internal sealed record IngestSummary(
    IReadOnlyList<FileSummary> Files,
    IReadOnlyList<RejectedRow> Rejected,
    string? RejectedListPath,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Warnings);
