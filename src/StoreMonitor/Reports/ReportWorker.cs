using System.Diagnostics;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>Runs the queued reports, as many at once as the settings say, for as long as the service runs.</summary>
/// <remarks>At least once: a job whose process was killed runs again, to the same bytes, for its as-of instant is on the job (rule R14).</remarks>
internal sealed partial class ReportWorker(
    ReportQueue queue, ReportFiles files, Database database, MonitorOptions options, ILogger<ReportWorker> logger) : BackgroundService
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

    private async Task Run(ReportJobRow job, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (await queue.FindSame(job, cancel) is { FileId: { } fileId, FactsVersion: { } version } && files.Exist(fileId))
            {
                await queue.Complete(job, version, fileId, cancel);
                LogShared(job.ReportId, fileId);
                return;
            }

            var report = WriteReport(job, cancel);
            await queue.Complete(job, report.FactsVersion, job.ReportId, cancel);
            LogCompleted(job.ReportId, report.Rows.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(failure, job.ReportId);
            await queue.Fail(job, FailureText.WithoutPaths(failure), cancel);
        }
    }

    private BuiltReport WriteReport(ReportJobRow job, CancellationToken cancel)
    {
        var request = new ReportRequest(job.AsOf, new UptimeOptions(job.Interpolation, job.MaxCarry), job.StoreKey);
        var report = ReportBuilder.Build(database, request, cancel);
        using var file = new WholeFile(files.PathOf(job.ReportId));
        ReportCsv.Write(file.Stream, report.Rows);
        file.Commit();
        return report;
    }

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: {Rows} stores in {ElapsedMilliseconds:0} ms")]
    private partial void LogCompleted(string reportId, int rows, double elapsedMilliseconds);

    [LoggerMessage(LogLevel.Information, "Report {ReportId} is complete: it has the file of {FileId}, which asked the same of the same facts")]
    private partial void LogShared(string reportId, string fileId);

    [LoggerMessage(LogLevel.Error, "Report {ReportId} failed")]
    private partial void LogFailed(Exception failure, string reportId);

    [LoggerMessage(LogLevel.Warning, "{Jobs} reports were interrupted and are queued again")]
    private partial void LogResumed(int jobs);

    [LoggerMessage(LogLevel.Error, "The report queue cannot be used; trying again")]
    private partial void LogQueueFailed(Exception failure);
}
