using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// The report jobs as clients know them. The table is the queue: what <see cref="Enqueue"/> has returned survives any crash.
/// </summary>
/// <remarks><see cref="ReportClaims"/> and <see cref="ReportOutcomes"/> move the jobs from state to state.</remarks>
internal sealed class ReportQueue(IDbContextFactory<JobsDb> contexts, IJobStorage jobs, MonitorOptions options, IClock clock) : IDisposable
{
    private const int ReportIdBytes = 128 / 8;

    // How many jobs may have become claimable since a worker last looked; a count that is too high is harmless.
    private readonly SemaphoreSlim _bell = new(0);

    // SQLite blocks the thread that waits for it: one caller at a time may, or all threads of the service would wait there.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How long <see cref="Enqueue"/> waits for the database; chosen, below what HTTP clients wait for an answer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A random id, of a report or of a file in the folder of reports.</summary>
    public static string NewReportId() => RandomNumberGenerator.GetHexString(2 * ReportIdBytes, lowercase: true);

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

    /// <summary>Wakes a worker that waits, because a job may now be claimed.</summary>
    public void Ring() => _bell.Release();

    public void Dispose()
    {
        _bell.Dispose();
        _turn.Dispose();
    }

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
            ReportId = NewReportId(),
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
}
