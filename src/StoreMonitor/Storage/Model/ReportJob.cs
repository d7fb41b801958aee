using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Storage.Model;

/// <summary>Where a report job is in its life; the numbers are stored.</summary>
internal enum ReportState
{
    Queued = 0,
    Running = 1,

    /// <summary>Final: the file was written.</summary>
    Complete = 2,

    /// <summary>Final: the reason is in <see cref="ReportJob.Error"/>.</summary>
    Failed = 3,
}

/// <summary>A report that was requested. The table of these is the queue.</summary>
internal sealed class ReportJob
{
    /// <summary>The order in which jobs were requested and are claimed.</summary>
    public long Sequence { get; init; }

    /// <summary>128 random bits in hexadecimal: the id by which a client knows the report.</summary>
    public required string ReportId { get; init; }

    public ReportState State { get; set; }

    /// <summary>The "now" of the report, fixed when it was requested (rules R13 and R14).</summary>
    public Instant AsOf { get; init; }

    public Interpolation Interpolation { get; init; }

    public Duration MaxCarry { get; init; }

    /// <summary>The id of the one store it is about; <c>null</c> for all of them.</summary>
    public string? StoreId { get; init; }

    /// <summary>
    /// Everything beside the facts that the bytes of the report depend on, as text: two jobs with equal texts and facts share a file.
    /// </summary>
    public required string Request { get; init; }

    /// <summary>
    /// The version of the facts it was computed from; <c>null</c> until it is complete, as are all following but the instants and the
    /// error.
    /// </summary>
    public long? FactsVersion { get; set; }

    /// <summary>The id that its file is named after: another report's when that one requested the same of the same facts.</summary>
    /// <remarks>
    /// Set before it is complete only for an attempt that must not write the file of its predecessor, which may still be alive.
    /// </remarks>
    public string? FileId { get; set; }

    /// <summary>The length of the file in bytes, by which a file that was truncated or emptied is noticed.</summary>
    public long? FileLength { get; set; }

    /// <summary>The SHA-256 of the file in lower-case hexadecimal.</summary>
    public string? FileDigest { get; set; }

    /// <summary>How many stores have a row in the report.</summary>
    public int? Stores { get; set; }

    /// <summary>How many stores are missing because they have no poll at or before the as-of instant (rule R15).</summary>
    public int? StoresWithoutPolls { get; set; }

    /// <summary>The latest poll of all that were stored when the report was computed; <c>null</c> also when there was none.</summary>
    public Instant? LatestPollAt { get; set; }

    public Instant RequestedAt { get; init; }

    /// <summary>When the current or last attempt was claimed.</summary>
    public Instant? StartedAt { get; set; }

    public Instant? FinishedAt { get; set; }

    /// <summary>Identifies the process that has claimed it last; <c>null</c> while it waits.</summary>
    public string? Owner { get; set; }

    /// <summary>When other processes may claim it although it is running, because its owner no longer renews its lease.</summary>
    public Instant? LeaseUntil { get; set; }

    /// <summary>How often it was claimed, not counting claims that were given back; owner and attempt identify a claim.</summary>
    public int Attempt { get; set; }

    /// <summary>When the next attempt may begin after one that failed for a reason that can pass; <c>null</c> for at once.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>Why it failed, for the client to read.</summary>
    public string? Error { get; set; }
}
