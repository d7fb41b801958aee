using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The outcome of one file.</summary>
/// <param name="Read">The number of rows read: those stored, unchanged, replaced, rejected and not taken.</param>
/// <param name="Kept">What was kept, and what is unknown, because of rejected rows.</param>
internal sealed record FileSummary(string File, long Read, WriteCounts Written, KeptFacts Kept, long Rejected, TimeSpan Elapsed);

/// <summary>The outcome of all files.</summary>
/// <param name="Files">The files in the order in which they were loaded.</param>
/// <param name="Rejected">The first rejected rows.</param>
/// <param name="RejectedListPath">The path of the full list; <c>null</c> if no row was rejected.</param>
/// <param name="Notes">Remarks about the facts, such as stores that have hours but no polls.</param>
/// <param name="Warnings">Warnings about files that are missing, were not read, or do not match each other.</param>
internal sealed record IngestSummary(
    IReadOnlyList<FileSummary> Files,
    IReadOnlyList<RejectedRow> Rejected,
    string? RejectedListPath,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Warnings);
