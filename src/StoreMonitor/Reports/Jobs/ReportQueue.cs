using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Reports.Jobs;

/// <summary>The report jobs. The table is the queue: what <see cref="Enqueue"/> has returned survives any crash.</summary>
/// <remarks>
/// The states and who moves a job: <c>Queued → Running</c> when it is claimed, <c>Running → Complete</c> or <c>Failed</c> when it ends,
/// <c>Running → Queued</c> when its process was ended. Every move names the state it expects, so no job moves twice. A move that finds the
/// file of jobs locked, or its disk full, is tried again until it succeeds: neither says anything about the report.
/// </remarks>
internal sealed partial class ReportQueue(
    IDbContextFactory<JobsDb> contexts, JobsFile jobs, MonitorOptions options, IClock clock, ILogger<ReportQueue> logger) : IDisposable
{
    private const int ReportIdBytes = 128 / 8;

    // How many jobs were added since the worker last looked; more than there are is harmless.
    private readonly SemaphoreSlim _bell = new(0);

    // Between two tries of a move that failed; doubled each time. Chosen.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // SQLite blocks the thread that waits for it: one caller at a time may, or all threads of the service would wait there.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How long <see cref="Enqueue"/> waits for the database; chosen, below what HTTP clients wait for an answer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Stores a job and wakes the worker.</summary>
    /// <returns>The report id; <c>null</c> when as many jobs are waiting as may.</returns>
    /// <exception cref="DatabaseBusyException">Another process, such as a large ingest, holds the database; nothing is stored.</exception>
    public async Task<string?> Enqueue(ReportRequest request, CancellationToken cancel)
    {
        if (!await _turn.WaitAsync(Patience, cancel))
            throw new DatabaseBusyException();

        try
        {
            return await Store(request, cancel);
        }
        catch (DbUpdateException failure) when (StorageFailure.In(failure) is { IsBusy: true })
        {
            throw new DatabaseBusyException();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The job with a report id; <c>null</c> when there is none.</summary>
    public async Task<ReportJob?> Find(string reportId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ReportJobs.AsNoTracking().SingleOrDefaultAsync(job => job.ReportId == reportId, cancel);
    }

    /// <summary>Waits until a job may have been added.</summary>
    public Task<bool> WaitForWork(TimeSpan atMost, CancellationToken cancel) => _bell.WaitAsync(atMost, cancel);

    /// <summary>Makes the oldest waiting job the caller's to run.</summary>
    /// <returns>The job; <c>null</c> when none is waiting.</returns>
    public Task<ReportJob?> ClaimOldest(CancellationToken cancel) => Move("claimed", async db =>
    {
        while (true)
        {
            var oldest = await db.ReportJobs.AsNoTracking()
                .Where(job => job.State == ReportState.Queued)
                .OrderBy(job => job.Sequence)
                .FirstOrDefaultAsync(cancel);
            if (oldest is null)
                return null;

            // One conditional update: of two workers that saw the same job, one changes a row.
            var claimed = await InState(db, oldest, ReportState.Queued).ExecuteUpdateAsync(
                job => job
                    .SetProperty(j => j.State, ReportState.Running)
                    .SetProperty(j => j.StartedAt, clock.GetCurrentInstant()),
                cancel);
            if (claimed == 1)
                return oldest;
        }
    }, cancel);

    /// <summary>The latest complete job that requested the same of a version of the facts; <c>null</c> when there is none.</summary>
    /// <remarks>Its file is the one that this job would write (rule R14).</remarks>
    public Task<ReportJob?> FindSame(ReportJob job, long factsVersion, CancellationToken cancel) =>
        Move("looked for", db => Same(db, job.Request, factsVersion).FirstOrDefaultAsync(cancel), cancel);

    /// <summary>The query of <see cref="FindSame"/>.</summary>
    internal static IQueryable<ReportJob> Same(JobsDb db, string request, long factsVersion) => db.ReportJobs.AsNoTracking()
        .Where(other => other.Request == request && other.FactsVersion == factsVersion && other.State == ReportState.Complete)
        .OrderByDescending(other => other.Sequence);

    /// <summary>Ends a job that runs: its file is written.</summary>
    public Task Complete(ReportJob job, FinishedReport finished, CancellationToken cancel) => Move("completed", db =>
        InState(db, job, ReportState.Running).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Complete)
                .SetProperty(j => j.FinishedAt, clock.GetCurrentInstant())
                .SetProperty(j => j.FactsVersion, finished.FactsVersion)
                .SetProperty(j => j.FileId, finished.FileId)
                .SetProperty(j => j.FileLength, finished.FileLength)
                .SetProperty(j => j.FileDigest, finished.FileDigest)
                .SetProperty(j => j.Stores, finished.Stores)
                .SetProperty(j => j.StoresWithoutPolls, finished.StoresWithoutPolls)
                .SetProperty(j => j.LatestPollAt, finished.LatestPoll),
            cancel), cancel);

    /// <summary>Ends a job that runs: it cannot be done, for a reason that the client is given.</summary>
    public Task Fail(ReportJob job, string reason, CancellationToken cancel) => Move("failed", db =>
        InState(db, job, ReportState.Running).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, ReportState.Failed)
                .SetProperty(j => j.FinishedAt, clock.GetCurrentInstant())
                .SetProperty(j => j.Error, reason),
            cancel), cancel);

    /// <summary>Puts jobs back that were running when their process ended, or their worker failed. Safe to repeat (rule R14).</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RequeueInterrupted(CancellationToken cancel) => Move("queued again", db =>
        db.ReportJobs.Where(job => job.State == ReportState.Running).ExecuteUpdateAsync(
            job => job.SetProperty(j => j.State, ReportState.Queued).SetProperty(j => j.StartedAt, (Instant?)null), cancel), cancel);

    public void Dispose()
    {
        _bell.Dispose();
        _turn.Dispose();
    }

    private static IQueryable<ReportJob> InState(JobsDb db, ReportJob job, ReportState expected) =>
        db.ReportJobs.Where(j => j.Sequence == job.Sequence && j.State == expected);

    private async Task<string?> Store(ReportRequest request, CancellationToken cancel)
    {
        // A pooled connection goes on in a file that was removed, where nobody would find the job again.
        jobs.MustExist();

        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.Database.SetCommandTimeout(Patience);
        if (await db.ReportJobs.CountAsync(job => job.State == ReportState.Queued, cancel) >= options.ReportQueueLimit)
            return null;

        var job = new ReportJob
        {
            ReportId = RandomNumberGenerator.GetHexString(2 * ReportIdBytes, lowercase: true),
            State = ReportState.Queued,
            AsOf = request.AsOf,
            Interpolation = request.Options.Interpolation,
            MaxCarry = request.Options.MaxCarry,
            StoreId = request.StoreId,
            Request = request.TextOf(ReportRequest.CalculationVersion),
            RequestedAt = clock.GetCurrentInstant(),
        };
        db.ReportJobs.Add(job);
        await db.SaveChangesAsync(cancel);
        _bell.Release();
        return job.ReportId;
    }

    private async Task<T> Move<T>(string what, Func<JobsDb, Task<T>> move, CancellationToken cancel)
    {
        for (var pause = ShortestPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancel);
                return await move(db);
            }
            catch (Exception failure) when (StorageFailure.In(failure) is { IsBusy: true } or { IsUnwritable: true })
            {
                LogTryingAgain(what, StorageFailure.In(failure)!.Text);
            }

            await Task.Delay(pause, cancel);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A report could not be {Transition} yet: {Reason}; trying again")]
    private partial void LogTryingAgain(string transition, string reason);
}
