using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// Records how an attempt to compute a report ended: <c>Running → Complete</c>, <c>Failed</c>, or <c>Queued</c> for another attempt.
/// </summary>
/// <remarks>
/// Each move depends on the claim: a process that has lost it, because it slept or was cut off for longer than its lease, changes nothing,
/// so no result is ever replaced by another.
/// </remarks>
internal sealed class ReportOutcomes(JobMoves moves, IClock clock)
{
    /// <summary>
    /// The latest complete job with the same request, facts, and version of the calculation; <c>null</c> if there is none.
    /// </summary>
    /// <remarks>
    /// Its file is the one that this job would write (rule R14). The version is that of this process: the job may have been queued by
    /// another build.
    /// </remarks>
    public Task<ReportJob?> FindSame(ReportJob job, long factsVersion, CancellationToken cancel) =>
        moves.Run("looked for", db => Same(db, TextOf(job), factsVersion).FirstOrDefaultAsync(cancel), cancel);

    /// <summary>The query of <see cref="FindSame"/>.</summary>
    internal static IQueryable<ReportJob> Same(JobsDb db, string request, long factsVersion) => db.ReportJobs.AsNoTracking()
        .Where(other => other.Request == request && other.FactsVersion == factsVersion && other.State == ReportState.Complete)
        .OrderByDescending(other => other.Sequence);

    /// <summary>Ends a job whose file is written, and sets its <see cref="ReportJob.FinishedAt"/> to the instant that is stored.</summary>
    /// <returns>Whether the job has this result; <c>false</c> when the claim was lost before.</returns>
    public async Task<bool> Complete(ReportJob job, FinishedReport finished, CancellationToken cancel)
    {
        var finishedAt = UnixMicroseconds.Cut(clock.GetCurrentInstant());
        if (!await moves.Run("completed", db => Complete(db, job, finished, finishedAt, cancel), cancel))
            return false;

        job.FinishedAt = finishedAt;
        return true;
    }

    /// <summary>Ends a job that cannot be done, for a reason that the client is given.</summary>
    /// <returns><c>false</c> when the claim was lost before.</returns>
    public Task<bool> Fail(ReportJob job, string reason, CancellationToken cancel) => moves.Run("failed", async db =>
        await JobMoves.Claimed(db, job).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Failed)
                .SetProperty(j => j.FinishedAt, clock.GetCurrentInstant())
                .SetProperty(j => j.Error, reason),
            cancel) == 1, cancel);

    /// <summary>Queues a job for another attempt after a delay.</summary>
    /// <returns><c>false</c> when the claim was lost before.</returns>
    public Task<bool> Retry(ReportJob job, Duration delay, CancellationToken cancel) => moves.Run("queued again", async db =>
    {
        var notBefore = clock.GetCurrentInstant() + delay;
        return await JobMoves.Claimed(db, job).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Queued)
                .SetProperty(j => j.NotBefore, notBefore)
                .SetProperty(j => j.StartedAt, (Instant?)null)
                .SetProperty(j => j.Owner, (string?)null)
                .SetProperty(j => j.LeaseUntil, (Instant?)null),
            cancel) == 1;
    }, cancel);

    private static async Task<bool> Complete(
        JobsDb db, ReportJob job, FinishedReport finished, Instant finishedAt, CancellationToken cancel)
    {
        var request = TextOf(job);
        var completed = await JobMoves.Claimed(db, job).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Complete)
                .SetProperty(j => j.Request, request)
                .SetProperty(j => j.FinishedAt, finishedAt)
                .SetProperty(j => j.FactsVersion, finished.FactsVersion)
                .SetProperty(j => j.FileId, finished.FileId)
                .SetProperty(j => j.FileLength, finished.FileLength)
                .SetProperty(j => j.FileDigest, finished.FileDigest)
                .SetProperty(j => j.Stores, finished.Stores)
                .SetProperty(j => j.StoresWithoutPolls, finished.StoresWithoutPolls)
                .SetProperty(j => j.LatestPollAt, finished.LatestPoll),
            cancel);

        // A commit can succeed although the caller was told that it failed, and was then tried again.
        return completed == 1 || await HasResult(db, job, finished, cancel);
    }

    private static Task<bool> HasResult(JobsDb db, ReportJob job, FinishedReport finished, CancellationToken cancel) =>
        db.ReportJobs.AnyAsync(
            j => j.Sequence == job.Sequence && j.State == ReportState.Complete
                && j.FileId == finished.FileId && j.FileDigest == finished.FileDigest,
            cancel);

    private static string TextOf(ReportJob job) => ReportRequest.Of(job).TextOf(ReportRequest.CalculationVersion);
}
