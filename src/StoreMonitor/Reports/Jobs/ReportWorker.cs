using System.Diagnostics;
using System.Security.Cryptography;
using NodaTime;
using StoreMonitor.Files;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Http;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>Runs the queued reports, as many at once as the settings say, for as long as the service runs.</summary>
/// <remarks>
/// A job whose process was killed is computed again, to the same bytes while the facts stay, because its as-of instant is on the job (rule
/// R14).
/// </remarks>
internal sealed partial class ReportWorker(
    ReportQueue queue, ReportClaims claims, ReportOutcomes outcomes, ReportLeases leases, RetrySchedule schedule, ReportFiles files,
    IFacts facts, IJobStorage jobs, MonitorOptions options, ILogger<ReportWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>How often it looks for jobs that no bell announces: those that another process has queued or has left. Chosen.</summary>
    public TimeSpan LookAgainAfter { get; set; } = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (jobs.IsOfOneService)
                    await RequeueInterrupted(stoppingToken);
                await RunSideBySide(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The job table itself could not be read or written. The service goes on, and tries again.
                LogQueueFailed(failure);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Nothing is running here, and no other service can be, so a job that says so was left by one that ended. Where others can be, the job
    // is claimed when its lease has run out.
    private async Task RequeueInterrupted(CancellationToken cancel)
    {
        var interrupted = await claims.RequeueInterrupted(cancel);
        if (interrupted > 0)
            LogResumed(interrupted);
    }

    // Ends when one of the loops fails, and only after all of them have ended.
    private async Task RunSideBySide(CancellationToken cancel)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var loops = Enumerable.Range(0, options.ReportsAtOnce).Select(_ => Task.Run(() => RunQueued(failed.Token), cancel)).ToList();
        var ended = await Task.WhenAny(loops);
        await failed.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended;
    }

    private async Task RunQueued(CancellationToken cancel)
    {
        var lookedForExpired = Stopwatch.GetTimestamp();
        while (true)
        {
            ReportJob? job = null;
            if (Stopwatch.GetElapsedTime(lookedForExpired) >= LookAgainAfter)
            {
                lookedForExpired = Stopwatch.GetTimestamp();
                job = await claims.ClaimExpired(cancel);
            }

            job ??= await claims.ClaimOldest(cancel);
            if (job is not null)
                await Run(job, cancel);
            else
                await queue.WaitForWork(LookAgainAfter, cancel);
        }
    }

    private async Task Run(ReportJob job, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var lease = leases.Keep(job, cancel);
        FinishedReport finished;
        try
        {
            finished = await FindFinished(job, lease.Token) ?? Write(job, lease.Token);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            claims.GiveBack(job);
            throw;
        }
        catch (Exception) when (lease.IsLost)
        {
            LogLost(job.ReportId, job.Attempt);
            return;
        }
        catch (Exception failure)
        {
            await EndFailed(job, failure, cancel);
            return;
        }

        // Not among what makes a report fail: its file is written.
        if (await outcomes.Complete(job, finished, cancel))
            LogEnd(job, finished, Stopwatch.GetElapsedTime(started));
        else
            Discard(job, finished);
    }

    private async Task EndFailed(ReportJob job, Exception failure, CancellationToken cancel)
    {
        var reason = FailureText.WithoutPaths(failure);
        var mayPass = PassingFailure.Is(failure);
        if (mayPass && schedule.DelayAfter(job) is { } delay)
        {
            LogRetry(job.ReportId, job.Attempt, FailureText.Of(failure), delay.TotalSeconds);
            if (await outcomes.Retry(job, delay, cancel))
                _ = ReleaseAfter(delay, job, cancel);
            return;
        }

        if (IsOfTheMachine(failure))
            LogCannot(job.ReportId, FailureText.Of(failure));
        else
            LogFailed(failure, job.ReportId);
        await outcomes.Fail(job, mayPass ? $"{reason}; it was attempted {job.Attempt} times" : reason, cancel);
    }

    // By the monotonic clock, so that a clock that was set back prolongs no delay. After a restart the instant on the job decides.
    private async Task ReleaseAfter(Duration delay, ReportJob job, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(delay.ToTimeSpan(), cancel);
            await claims.Release(job, cancel);
            queue.Ring();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogQueueFailed(failure);
        }
        catch (OperationCanceledException)
        {
            // The service ends; the instant stays on the job.
        }
    }

    // Another process has claimed the job, and records a result of its own. Nothing names the file of this one.
    private void Discard(ReportJob job, FinishedReport finished)
    {
        LogLost(job.ReportId, job.Attempt);
        if (finished.FileId == FileIdOf(job))
            files.Delete(finished.FileId);
    }

    private void LogEnd(ReportJob job, FinishedReport finished, TimeSpan elapsed)
    {
        var facts = ReportFacts.Of(job, finished, options.DataSource);
        if (finished.FileId == FileIdOf(job))
            LogCompleted(job.ReportId, facts, elapsed.TotalMilliseconds);
        else
            LogShared(job.ReportId, facts, finished.FileId);
    }

    // A job that was claimed from a process that may still be alive has a file id of its own.
    private static string FileIdOf(ReportJob job) => job.FileId ?? job.ReportId;

    // A full disk, or a database that was replaced, is no fault of the program that a stack trace would help to find.
    private static bool IsOfTheMachine(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or DatabaseRefusedException || StorageFailure.Of(failure) is not null;

    private async Task<FinishedReport?> FindFinished(ReportJob job, CancellationToken cancel)
    {
        if (await outcomes.FindSame(job, FactsVersion(), cancel) is not { } same || !files.IsWhole(same))
            return null;

        return new FinishedReport(
            same.FileId!,
            same.FileLength!.Value,
            same.FileDigest!,
            same.FactsVersion!.Value,
            same.Stores!.Value,
            same.StoresWithoutPolls!.Value,
            same.LatestPollAt);
    }

    private long FactsVersion()
    {
        using var reader = facts.OpenReader();
        return reader.ReadState().Version;
    }

    private FinishedReport Write(ReportJob job, CancellationToken cancel)
    {
        using var report = ReportBuilder.Build(facts, ReportRequest.Of(job), cancel);
        using var file = new AtomicFile(files.PathOf(FileIdOf(job)));
        using var sha256 = SHA256.Create();
        using (var hashed = new CryptoStream(file.Stream, sha256, CryptoStreamMode.Write, leaveOpen: true))
            ReportCsv.Write(hashed, report.Rows);
        var length = file.Stream.Length;
        file.Commit();
        return new FinishedReport(
            FileIdOf(job), length, Convert.ToHexStringLower(sha256.Hash!), report.FactsVersion, report.Stores, report.StoresWithoutPolls,
            report.LatestPoll);
    }

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Facts}, computed in {ElapsedMilliseconds:0} ms")]
    private partial void LogCompleted(string reportId, ReportFacts facts, double elapsedMilliseconds);

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Facts}, with the file of {FileId}, which requested the same")]
    private partial void LogShared(string reportId, ReportFacts facts, string fileId);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} of report {ReportId} failed: {Reason}; the next one comes in {Seconds:0.0} s")]
    private partial void LogRetry(string reportId, int attempt, string reason, double seconds);

    [LoggerMessage(
        LogLevel.Warning, "Report {ReportId} was claimed by another process during attempt {Attempt}, whose result is discarded")]
    private partial void LogLost(string reportId, int attempt);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed: {Reason}")]
    private partial void LogCannot(string reportId, string reason);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed")]
    private partial void LogFailed(Exception failure, string reportId);

    [LoggerMessage(LogLevel.Warning, "{Jobs} reports were interrupted and are queued again")]
    private partial void LogResumed(int jobs);

    [LoggerMessage(LogLevel.Error, "The report queue cannot be used; trying again")]
    private partial void LogQueueFailed(Exception failure);
}
