using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>The claims of one process on report jobs: which ones it computes, and until when nobody else may.</summary>
/// <remarks>
/// The states and who moves a job: <c>Queued → Running</c> when it is claimed; <c>Running → Running</c> when its lease has run out and
/// another
/// process claims it; <c>Running → Queued</c> when its process has ended or was told to. <see cref="ReportOutcomes"/> has the moves that
/// end an
/// attempt. Each move is one conditional UPDATE that names what it expects, so of several processes one succeeds. A claim is identified by
/// owner and attempt, never by the time: the lease only decides when others may claim the job.
/// </remarks>
internal sealed class ReportClaims(JobMoves moves, RetrySchedule schedule, IClock clock)
{
    private const int OwnerBytes = 128 / 8;

    /// <summary>
    /// How long a claim keeps others from a job, unless it is renewed; chosen, several times what a busy machine stalls for.
    /// </summary>
    public static readonly Duration Lease = Duration.FromSeconds(30);

    // An instant further ahead than a clock can be wrong beside another was written before the clock was set back. Chosen.
    private static readonly Duration ClockError = Duration.FromMinutes(5);

    private static readonly string TooManyAttempts = $"the last of {RetrySchedule.MostAttempts} attempts to compute it was interrupted";

    /// <summary>Identifies this process among all that have ever claimed a job.</summary>
    public string Owner { get; } = RandomNumberGenerator.GetHexString(2 * OwnerBytes, lowercase: true);

    /// <summary>Claims the oldest job that waits and may be attempted now.</summary>
    /// <returns>The job as it was claimed; <c>null</c> when there is none.</returns>
    public Task<ReportJob?> ClaimOldest(CancellationToken cancel) => Claim(async (db, tried) =>
    {
        while (true)
        {
            var now = clock.GetCurrentInstant();
            var impossible = now + schedule.Longest + ClockError;
            var oldest = await db.ReportJobs.AsNoTracking()
                .Where(job => job.State == ReportState.Queued)
                .Where(job => job.NotBefore == null || job.NotBefore <= now || job.NotBefore > impossible)
                .OrderBy(job => job.Sequence)
                .FirstOrDefaultAsync(cancel);
            tried.Add(oldest);
            if (oldest is null || await TryClaim(db, oldest, oldest.FileId, cancel))
                return oldest;
        }
    }, cancel);

    /// <summary>Claims the oldest job of another process whose lease has run out.</summary>
    /// <returns>The job as it was claimed; <c>null</c> when there is none.</returns>
    /// <remarks>
    /// Its owner may still be alive, and write the file of its attempt later. Therefore the new attempt writes a file of another name.
    /// </remarks>
    public Task<ReportJob?> ClaimExpired(CancellationToken cancel) => Claim(async (db, tried) =>
    {
        while (true)
        {
            var now = clock.GetCurrentInstant();
            var impossible = now + Lease + ClockError;
            var expired = await db.ReportJobs.AsNoTracking()
                .Where(job => job.State == ReportState.Running && job.Owner != Owner)
                .Where(job => job.LeaseUntil <= now || job.LeaseUntil > impossible)
                .OrderBy(job => job.Sequence)
                .FirstOrDefaultAsync(cancel);
            tried.Add(expired);
            if (expired is null)
                return null;
            if (expired.Attempt >= RetrySchedule.MostAttempts)
                await FailInterrupted(Unchanged(db, expired), cancel);
            else if (await TryClaim(db, expired, ReportQueue.NewReportId(), cancel))
                return expired;
        }
    }, cancel);

    /// <summary>Lets the lease of a claim begin anew; blocks the calling thread, and tries once.</summary>
    /// <returns><c>false</c> when the claim is lost; <c>null</c> when that is not known, because the file of jobs could not be
    /// used.</returns>
    public bool? Renew(ReportJob job) => moves.TryOnce("kept", db =>
    {
        var until = clock.GetCurrentInstant() + Lease;
        return JobMoves.Claimed(db, job).ExecuteUpdate(update => update.SetProperty(j => j.LeaseUntil, until)) == 1;
    });

    /// <summary>Puts a job back whose process is told to end; that is no attempt of the job.</summary>
    /// <remarks>Tried once. Where it fails, the next service finds the job as a killed one leaves it.</remarks>
    public void GiveBack(ReportJob job) => moves.TryOnce("given back", db =>
    {
        var attempts = job.Attempt - 1;
        return JobMoves.Claimed(db, job).ExecuteUpdate(update => update
            .SetProperty(j => j.State, ReportState.Queued)
            .SetProperty(j => j.Attempt, attempts)
            .SetProperty(j => j.StartedAt, (Instant?)null)
            .SetProperty(j => j.Owner, (string?)null)
            .SetProperty(j => j.LeaseUntil, (Instant?)null));
    });

    /// <summary>Lets a job be attempted now whose delay is over by a clock that no one sets.</summary>
    public Task Release(ReportJob job, CancellationToken cancel) => moves.Run("released", db => db.ReportJobs
        .Where(j => j.Sequence == job.Sequence && j.State == ReportState.Queued && j.Attempt == job.Attempt)
        .ExecuteUpdateAsync(update => update.SetProperty(j => j.NotBefore, (Instant?)null), cancel), cancel);

    /// <summary>Puts all jobs back that are running, whatever their leases, because their processes have ended.</summary>
    /// <returns>How many there were, without those that have had their last attempt.</returns>
    /// <remarks>
    /// To be called where nothing runs: by the one service on a SQLite file, which the service lock makes it, before it claims any.
    /// </remarks>
    public Task<int> RequeueInterrupted(CancellationToken cancel) => moves.Run("queued again", async db =>
    {
        var interrupted = db.ReportJobs.Where(job => job.State == ReportState.Running);
        await FailInterrupted(interrupted.Where(job => job.Attempt >= RetrySchedule.MostAttempts), cancel);
        return await interrupted.ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Queued)
                .SetProperty(j => j.StartedAt, (Instant?)null)
                .SetProperty(j => j.Owner, (string?)null)
                .SetProperty(j => j.LeaseUntil, (Instant?)null),
            cancel);
    }, cancel);

    // A claim whose answer was lost with the connection may have succeeded, and no process takes a job from itself: before another job is
    // chosen, the claims that were tried are looked up.
    private Task<ReportJob?> Claim(Func<JobsDb, List<ReportJob?>, Task<ReportJob?>> choose, CancellationToken cancel)
    {
        var tried = new List<ReportJob?>();
        return moves.Run("claimed", async db => await FindClaimed(db, tried, cancel) ?? await choose(db, tried), cancel);
    }

    // What was tried has the values of before the claim.
    private async Task<ReportJob?> FindClaimed(JobsDb db, List<ReportJob?> tried, CancellationToken cancel)
    {
        if (tried is not [.., { } last])
            return null;
        var attempt = last.Attempt + 1;
        return await db.ReportJobs.AsNoTracking().FirstOrDefaultAsync(
            job => job.Sequence == last.Sequence && job.State == ReportState.Running && job.Owner == Owner && job.Attempt == attempt,
            cancel);
    }

    private async Task<bool> TryClaim(JobsDb db, ReportJob job, string? fileId, CancellationToken cancel)
    {
        var (started, attempt) = (clock.GetCurrentInstant(), job.Attempt + 1);
        var claimed = await Unchanged(db, job).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Running)
                .SetProperty(j => j.Owner, Owner)
                .SetProperty(j => j.Attempt, attempt)
                .SetProperty(j => j.LeaseUntil, started + Lease)
                .SetProperty(j => j.NotBefore, (Instant?)null)
                .SetProperty(j => j.FileId, fileId)
                .SetProperty(j => j.StartedAt, started),
            cancel);
        (job.State, job.Owner, job.Attempt, job.FileId, job.StartedAt) = (ReportState.Running, Owner, attempt, fileId, started);
        return claimed == 1;
    }

    // The lease too: its owner may have renewed it in the meantime.
    private static IQueryable<ReportJob> Unchanged(JobsDb db, ReportJob job) => db.ReportJobs.Where(j =>
        j.Sequence == job.Sequence && j.State == job.State && j.Owner == job.Owner
        && j.Attempt == job.Attempt && j.LeaseUntil == job.LeaseUntil);

    private Task<int> FailInterrupted(IQueryable<ReportJob> jobs, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        return jobs.ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Failed)
                .SetProperty(j => j.FinishedAt, now)
                .SetProperty(j => j.Error, TooManyAttempts),
            cancel);
    }
}
