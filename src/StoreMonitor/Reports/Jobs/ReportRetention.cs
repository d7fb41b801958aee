using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// Removes reports that were done longer ago than the settings keep them, each with its row. Does nothing unless it is told to.
/// </summary>
internal sealed partial class ReportRetention(
    IDbContextFactory<JobsDb> contexts, ReportFiles files, MonitorOptions options, IClock clock, ILogger<ReportRetention> logger)
    : BackgroundService
{
    // Chosen: nobody counts the age of a report in minutes.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Removes what is too old now, and files of that age that no row names: a crash between a file and its row leaves one.
    /// </summary>
    /// <returns>How many reports.</returns>
    /// <remarks>Rows go before files: a crash between the two leaves a file that no row names, never a row without its file.</remarks>
    public async Task<int> RemoveOld(Duration age, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var before = clock.GetCurrentInstant() - age;
        var old = db.ReportJobs.Where(job => job.FinishedAt != null && job.FinishedAt < before);
        var fileIds = await old.Where(job => job.FileId != null).Select(job => job.FileId!).Distinct().ToListAsync(cancel);
        var removed = await old.ExecuteDeleteAsync(cancel);

        // A younger report that requested the same has the same file, and one that waits or runs will get its own.
        foreach (var fileId in fileIds.Union(files.WrittenBefore(before.ToDateTimeUtc())))
        {
            if (!await db.ReportJobs.AnyAsync(job => job.FileId == fileId || job.ReportId == fileId, cancel))
                files.Delete(fileId);
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.KeepReportsFor is not { } age)
            return;

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var removed = await RemoveOld(age, stoppingToken);
                if (removed > 0)
                    LogRemoved(removed, age);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }

            await Task.Delay(LookAgainAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Reports} reports done more than {Age} ago are removed")]
    private partial void LogRemoved(int reports, Duration age);

    [LoggerMessage(LogLevel.Error, "Old reports could not be removed; trying again")]
    private partial void LogFailed(Exception failure);
}
