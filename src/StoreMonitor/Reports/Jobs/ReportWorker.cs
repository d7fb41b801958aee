using System.Diagnostics;
using System.Security.Cryptography;
using NodaTime;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Files;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Http;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>Runs the queued reports, as many at once as the settings say, for as long as the service runs.</summary>
/// <remarks>At least once: a job whose process was killed runs again, to the same bytes, for its as-of instant is on the job (rule R14).</remarks>
internal sealed partial class ReportWorker(
    ReportQueue queue, ReportFiles files, IFacts facts, MonitorOptions options, IClock clock, ILogger<ReportWorker> logger)
    : BackgroundService
{
    // The bell wakes the worker at once; this is for jobs that another process has queued. Chosen.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Here nothing of this process is running, so a job that says so was left by one that ended.
                var interrupted = await queue.RequeueInterrupted(stoppingToken);
                if (interrupted > 0)
                    LogResumed(interrupted);
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
        while (true)
        {
            if (await queue.ClaimOldest(cancel) is { } job)
                await Run(job, cancel);
            else
                await queue.WaitForWork(LookAgainAfter, cancel);
        }
    }

    private async Task Run(ReportJob job, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        FinishedReport finished;
        try
        {
            finished = await FinishWhenNotBusy(job, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (IsOfTheMachine(failure))
                LogCannot(job.ReportId, FailureText.Of(failure));
            else
                LogFailed(failure, job.ReportId);
            await queue.Fail(job, FailureText.WithoutPaths(failure), cancel);
            return;
        }

        // Not among what makes a report fail: its file is written.
        await queue.Complete(job, finished, cancel);
        var facts = ReportFacts.Of(job, finished, clock.GetCurrentInstant(), options.DataSource);
        if (finished.FileId == job.ReportId)
            LogCompleted(job.ReportId, facts, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        else
            LogShared(job.ReportId, facts, finished.FileId);
    }

    // That another process holds the database says nothing about the report, so it is tried again.
    private async Task<FinishedReport> FinishWhenNotBusy(ReportJob job, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await FindFinished(job, cancel) ?? Write(job, cancel);
            }
            catch (Exception busy) when (StorageFailure.Of(busy) is { IsBusy: true })
            {
                LogBusy(job.ReportId);
                await Task.Delay(PauseAfterFailure, cancel);
            }
        }
    }

    // A full disk, or a database that was replaced, is no fault of the program that a stack trace would help to find.
    private static bool IsOfTheMachine(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or DatabaseRefusedException || StorageFailure.Of(failure) is not null;

    private async Task<FinishedReport?> FindFinished(ReportJob job, CancellationToken cancel)
    {
        if (await queue.FindSame(job, FactsVersion(), cancel) is not { } same || !files.IsWhole(same))
            return null;

        return new FinishedReport(
            same.FileId!, same.FileLength!.Value, same.FileDigest!, same.FactsVersion!.Value, same.Stores!.Value, same.StoresWithoutPolls!.Value,
            same.LatestPollAt);
    }

    private long FactsVersion()
    {
        using var reader = facts.OpenReader();
        return reader.ReadState().Version;
    }

    private FinishedReport Write(ReportJob job, CancellationToken cancel)
    {
        var request = new ReportRequest(job.AsOf, new UptimeOptions(job.Interpolation, job.MaxCarry), job.StoreId);
        using var report = ReportBuilder.Build(facts, request, cancel);
        using var file = new AtomicFile(files.PathOf(job.ReportId));
        using var sha256 = SHA256.Create();
        using (var hashed = new CryptoStream(file.Stream, sha256, CryptoStreamMode.Write, leaveOpen: true))
            ReportCsv.Write(hashed, report.Rows);
        var length = file.Stream.Length;
        file.Commit();
        return new FinishedReport(
            job.ReportId, length, Convert.ToHexStringLower(sha256.Hash!), report.FactsVersion, report.Stores, report.StoresWithoutPolls,
            report.LatestPoll);
    }

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Facts}, computed in {ElapsedMilliseconds:0} ms")]
    private partial void LogCompleted(string reportId, ReportFacts facts, double elapsedMilliseconds);

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Facts}, with the file of {FileId}, which requested the same")]
    private partial void LogShared(string reportId, ReportFacts facts, string fileId);

    [LoggerMessage(LogLevel.Warning, "Report {ReportId} is tried again: the database is held by another process")]
    private partial void LogBusy(string reportId);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed: {Reason}")]
    private partial void LogCannot(string reportId, string reason);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed")]
    private partial void LogFailed(Exception failure, string reportId);

    [LoggerMessage(LogLevel.Warning, "{Jobs} reports were interrupted and are queued again")]
    private partial void LogResumed(int jobs);

    [LoggerMessage(LogLevel.Error, "The report queue cannot be used; trying again")]
    private partial void LogQueueFailed(Exception failure);
}
