using System.Globalization;
using NodaTime;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// How often a report is attempted, and how long the queue waits after an attempt that failed for a reason that can pass.
/// </summary>
/// <remarks>
/// The bound on the time that a report is retried for is the sum of the delays, not a difference of two clock readings, so a step of the
/// clock neither ends nor prolongs it.
/// </remarks>
/// <param name="first">The longest delay after the first attempt; each later one is four times as long.</param>
internal sealed class RetrySchedule(Duration first)
{
    /// <summary>How many attempts a report has in all, interrupted ones included.</summary>
    /// <remarks>
    /// Chosen: five delays of at most 1, 4, 16, 64 and 256 seconds outlast a locked database, a failover, and the time that somebody needs
    /// to
    /// make room on a disk; a client learns within six minutes that it is in vain. A report that ends its process each time ends after six.
    /// </remarks>
    public const int MostAttempts = 6;

    private const int Factor = 4;

    // Half of a delay is fixed, so that a failing machine gets a rest; the other half spreads reports that failed together. Chosen.
    private const double FixedShare = 0.5;

    private const int SeedDigits = 7;

    /// <summary>The schedule of the service.</summary>
    public static RetrySchedule Default { get; } = new(Duration.FromSeconds(1));

    /// <summary>The longest delay of all.</summary>
    public Duration Longest => MostAfter(MostAttempts - 1);

    /// <summary>How long to wait after the attempt of a job; <c>null</c> when that was the last one.</summary>
    /// <remarks>
    /// The jitter comes from the random id of the report and the number of the attempt: the same job always gets the same delay.
    /// </remarks>
    public Duration? DelayAfter(ReportJob job)
    {
        if (job.Attempt >= MostAttempts)
            return null;

        var jitter = new Random(SeedOf(job)).NextDouble();
        return MostAfter(job.Attempt) * (FixedShare + ((1 - FixedShare) * jitter));
    }

    private Duration MostAfter(int attempt) => first * (long)Math.Pow(Factor, attempt - 1);

    private static int SeedOf(ReportJob job) =>
        int.Parse(job.ReportId.AsSpan(0, SeedDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) ^ job.Attempt;
}
