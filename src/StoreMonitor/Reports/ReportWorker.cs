using System.Diagnostics;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>Runs the queued reports one after another, for as long as the service runs.</summary>
/// <remarks>At least once: a job whose process was killed runs again, to the same bytes, for its as-of instant is on the job (rule R14).</remarks>
internal sealed partial class ReportWorker(
    ReportQueue queue, ReportFiles files, Database database, ILogger<ReportWorker> logger) : BackgroundService
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
                await RunQueued(stoppingToken);
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

    private async Task Run(ReportJobRow job, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var rows = WriteReport(job, cancel);
            await queue.Complete(job, cancel);
            LogCompleted(job.ReportId, rows, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(failure, job.ReportId);
            await queue.Fail(job, FailureText.WithoutPaths(failure), cancel);
        }
    }

    private int WriteReport(ReportJobRow job, CancellationToken cancel)
    {
        var request = new ReportRequest(job.AsOf, new UptimeOptions(job.Interpolation, job.MaxCarry), job.StoreKey);
        var rows = ReportBuilder.Build(database, request, cancel);
        using var file = new WholeFile(files.PathOf(job.ReportId));
        ReportCsv.Write(file.Stream, rows);
        file.Commit();
        return rows.Count;
    }

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Rows} stores in {ElapsedMilliseconds:0} ms")]
    private partial void LogCompleted(string reportId, int rows, double elapsedMilliseconds);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed")]
    private partial void LogFailed(Exception failure, string reportId);

    [LoggerMessage(LogLevel.Warning, "{Jobs} reports were interrupted and are queued again")]
    private partial void LogResumed(int jobs);

    [LoggerMessage(LogLevel.Error, "The report queue cannot be used; trying again")]
    private partial void LogQueueFailed(Exception failure);
}
