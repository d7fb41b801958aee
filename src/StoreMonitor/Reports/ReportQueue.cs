using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SQLitePCL;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>The report jobs. The table is the queue: what <see cref="Enqueue"/> has returned survives any crash.</summary>
/// <remarks>
/// The states and who moves a job: <c>Queued → Running</c> when it is claimed, <c>Running → Complete</c> or <c>Failed</c> when it ends,
/// <c>Running → Queued</c> when its process was ended. Every move names the state it expects, so no job moves twice.
/// </remarks>
internal sealed class ReportQueue(IDbContextFactory<MonitorDb> contexts, MonitorOptions options, IClock clock) : IDisposable
{
    private const int ReportIdBytes = 128 / 8;

    // How many jobs were added since the worker last looked; more than there are is harmless.
    private readonly SemaphoreSlim _bell = new(0);

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
        catch (DbUpdateException failure) when (failure.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY })
        {
            throw new DatabaseBusyException();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The job with a report id; <c>null</c> when there is none.</summary>
    public async Task<ReportJobRow?> Find(string reportId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ReportJobs.AsNoTracking().SingleOrDefaultAsync(job => job.ReportId == reportId, cancel);
    }

    /// <summary>Waits until a job may have been added.</summary>
    public Task<bool> WaitForWork(TimeSpan atMost, CancellationToken cancel) => _bell.WaitAsync(atMost, cancel);

    /// <summary>Makes the oldest waiting job the caller's to run.</summary>
    /// <returns>The job; <c>null</c> when none is waiting.</returns>
    public async Task<ReportJobRow?> ClaimOldest(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
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
    }

    /// <summary>The latest complete job that asked for the same of the facts as they are now; <c>null</c> when there is none.</summary>
    /// <remarks>Its file is the one that this job would write (rule R14).</remarks>
    public async Task<ReportJobRow?> FindSame(ReportJobRow job, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ReportJobs.AsNoTracking()
            .Where(other => other.FactsVersion == db.Facts.Select(facts => facts.Version).Single())
            .Where(other => other.State == ReportState.Complete && other.AsOf == job.AsOf && other.StoreKey == job.StoreKey
                && other.Interpolation == job.Interpolation && other.MaxCarry == job.MaxCarry)
            .OrderByDescending(other => other.Sequence)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Ends a job that runs: its file is there.</summary>
    /// <param name="factsVersion">The version of the facts that the file was computed from.</param>
    /// <param name="fileId">The report that the file was written for: this one, or another that asked for the same.</param>
    public Task Complete(ReportJobRow job, long factsVersion, string fileId, CancellationToken cancel) =>
        Finish(job, ReportState.Complete, factsVersion, fileId, null, cancel);

    /// <summary>Ends a job that runs: it cannot be done, for a reason that the client is told.</summary>
    public Task Fail(ReportJobRow job, string reason, CancellationToken cancel) =>
        Finish(job, ReportState.Failed, null, null, reason, cancel);

    /// <summary>Puts jobs back that were running when their process, or their worker's luck, ended. Safe to repeat (rule R14).</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RequeueInterrupted(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ReportJobs.Where(job => job.State == ReportState.Running).ExecuteUpdateAsync(
            job => job.SetProperty(j => j.State, ReportState.Queued).SetProperty(j => j.StartedAt, (Instant?)null), cancel);
    }

    public void Dispose()
    {
        _bell.Dispose();
        _turn.Dispose();
    }

    private static IQueryable<ReportJobRow> InState(MonitorDb db, ReportJobRow job, ReportState expected) =>
        db.ReportJobs.Where(j => j.Sequence == job.Sequence && j.State == expected);

    private async Task<string?> Store(ReportRequest request, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.Database.SetCommandTimeout(Patience);
        if (await db.ReportJobs.CountAsync(job => job.State == ReportState.Queued, cancel) >= options.ReportQueueLimit)
            return null;

        var job = new ReportJobRow
        {
            ReportId = RandomNumberGenerator.GetHexString(2 * ReportIdBytes, lowercase: true),
            State = ReportState.Queued,
            AsOf = request.AsOf,
            Interpolation = request.Options.Interpolation,
            MaxCarry = request.Options.MaxCarry,
            StoreKey = request.StoreKey,
            RequestedAt = clock.GetCurrentInstant(),
        };
        db.ReportJobs.Add(job);
        await db.SaveChangesAsync(cancel);
        _bell.Release();
        return job.ReportId;
    }

    private async Task Finish(
        ReportJobRow job, ReportState state, long? factsVersion, string? fileId, string? error, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await InState(db, job, ReportState.Running).ExecuteUpdateAsync(
            update => update
                .SetProperty(j => j.State, state)
                .SetProperty(j => j.FinishedAt, clock.GetCurrentInstant())
                .SetProperty(j => j.FactsVersion, factsVersion)
                .SetProperty(j => j.FileId, fileId)
                .SetProperty(j => j.Error, error),
            cancel);
    }
}
