using Microsoft.EntityFrameworkCore;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// Runs the statements that move report jobs, again and again while the database of jobs is locked, full or out of reach.
/// </summary>
/// <remarks>
/// None of these says anything about the report, so a report never fails because its state could not be recorded at once.
/// </remarks>
internal sealed partial class JobMoves(IDbContextFactory<JobsDb> contexts, ILogger<JobMoves> logger)
{
    // Between two tries; doubled each time. Chosen.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Runs a move until it succeeds.</summary>
    /// <param name="what">What happens to the report, for the log, such as "completed".</param>
    public async Task<T> Run<T>(string what, Func<JobsDb, Task<T>> move, CancellationToken cancel)
    {
        for (var pause = ShortestPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancel);
                return await move(db);
            }
            catch (Exception failure) when (IsOfTheMoment(failure))
            {
                LogTryingAgain(what, StorageFailure.In(failure)!.Text);
            }

            await Task.Delay(pause, cancel);
        }
    }

    /// <summary>Runs a move once, on the calling thread.</summary>
    /// <returns>What it returned; <c>null</c> when the database of jobs could not be used.</returns>
    public T? TryOnce<T>(string what, Func<JobsDb, T> move)
        where T : struct
    {
        try
        {
            using var db = contexts.CreateDbContext();
            return move(db);
        }
        catch (Exception failure) when (IsOfTheMoment(failure))
        {
            LogNotDone(what, StorageFailure.In(failure)!.Text);
            return null;
        }
    }

    /// <summary>
    /// The row of a job while the claim that the caller has on it holds; no row once the claim was lost, or the job has ended.
    /// </summary>
    public static IQueryable<ReportJob> Claimed(JobsDb db, ReportJob job) => db.ReportJobs.Where(j =>
        j.Sequence == job.Sequence && j.State == ReportState.Running && j.Owner == job.Owner && j.Attempt == job.Attempt);

    private static bool IsOfTheMoment(Exception failure) => StorageFailure.In(failure) is { MayPass: true };

    [LoggerMessage(LogLevel.Warning, "A report could not be {Transition} yet: {Reason}; trying again")]
    private partial void LogTryingAgain(string transition, string reason);

    [LoggerMessage(LogLevel.Warning, "A report could not be {Transition}: {Reason}")]
    private partial void LogNotDone(string transition, string reason);
}
