using StoreMonitor.Core.Text;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Http;

/// <summary>The response to a trigger.</summary>
/// <param name="ReportId">The id for <c>get_report</c>.</param>
internal sealed record ReportTriggered(string ReportId);

/// <summary>A request for the state of a report.</summary>
/// <param name="ReportId">The id from <c>trigger_report</c>.</param>
internal sealed record ReportStatusRequest(string? ReportId);

/// <summary>The state of a report.</summary>
/// <param name="Status"><c>Running</c> (also while it is queued), <c>Complete</c> or <c>Failed</c>.</param>
/// <param name="ReportUrl">The address of the CSV. This and all following members are present only if the report is complete.</param>
/// <param name="AsOf">The as-of instant of the figures, RFC 3339.</param>
/// <param name="RequestedAt">RFC 3339.</param>
/// <param name="FinishedAt">RFC 3339.</param>
/// <param name="Interpolation"><c>hold</c>, <c>midpoint</c> or <c>proportional</c>.</param>
/// <param name="MaxCarry">How far a poll carries, ISO 8601.</param>
/// <param name="Stores">The number of stores with a row.</param>
/// <param name="StoresWithoutPolls">The number of stores without a row because they have no poll at or before the as-of instant.</param>
/// <param name="DataAgeSeconds">The age of the figures when the report was finished.</param>
/// <param name="Data">The origin of the data: <c>own</c>, or the bundled <c>sample</c>.</param>
/// <param name="Error">The reason why it failed; present only if it did.</param>
/// <param name="Attempt">The number of the latest attempt to compute it; present while it runs again, or waits for that, after an attempt
/// that failed.</param>
/// <param name="NextAttemptAt">When the next attempt begins, RFC 3339; present while it waits for that.</param>
internal sealed record ReportStatus(
    string Status,
    string? ReportUrl = null,
    string? AsOf = null,
    string? RequestedAt = null,
    string? FinishedAt = null,
    string? Interpolation = null,
    string? MaxCarry = null,
    int? Stores = null,
    int? StoresWithoutPolls = null,
    double? DataAgeSeconds = null,
    string? Data = null,
    string? Error = null,
    int? Attempt = null,
    string? NextAttemptAt = null)
{
    private static readonly ReportStatus Running = new("Running");

    public static ReportStatus RunningOf(ReportJob job)
    {
        var wasAttempted = job.Attempt > 1 || (job.Attempt == 1 && job.State == ReportState.Queued);
        return wasAttempted
            ? Running with { Attempt = job.Attempt, NextAttemptAt = job.NotBefore is { } next ? InstantText.Format(next) : null }
            : Running;
    }

    public static ReportStatus Complete(string reportUrl, ReportFacts facts) => new(
        "Complete",
        reportUrl,
        InstantText.Format(facts.AsOf),
        InstantText.Format(facts.RequestedAt),
        InstantText.Format(facts.FinishedAt),
        InterpolationText.Format(facts.Interpolation),
        DurationText.Format(facts.MaxCarry),
        facts.Stores,
        facts.StoresWithoutPolls,
        Math.Round(facts.DataAge.TotalSeconds, 6),
        facts.Data);

    public static ReportStatus Failed(string error) => new("Failed", Error: error);
}
