using StoreMonitor.Core.Text;

namespace StoreMonitor.Reports.Http;

/// <summary>Answers the request for a report.</summary>
/// <param name="ReportId">Names the report in <c>get_report</c>.</param>
internal sealed record ReportTriggered(string ReportId);

/// <summary>Asks how a report is doing.</summary>
/// <param name="ReportId">As <c>trigger_report</c> gave it.</param>
internal sealed record ReportStatusRequest(string? ReportId);

/// <summary>How a report is doing.</summary>
/// <param name="Status"><c>Running</c> (also while it waits), <c>Complete</c> or <c>Failed</c>.</param>
/// <param name="ReportUrl">Serves the CSV. It and all that follow are present once the report is complete.</param>
/// <param name="AsOf">The "now" of the figures, RFC 3339.</param>
/// <param name="RequestedAt">RFC 3339.</param>
/// <param name="FinishedAt">RFC 3339.</param>
/// <param name="Interpolation"><c>hold</c>, <c>midpoint</c> or <c>proportional</c>.</param>
/// <param name="MaxCarry">How far a poll speaks, ISO 8601.</param>
/// <param name="Stores">How many stores have a row.</param>
/// <param name="StoresWithoutPolls">How many have none, because they have no poll at or before the as-of instant.</param>
/// <param name="DataAgeSeconds">How old the figures were when the report was finished.</param>
/// <param name="Data">What the data is: <c>own</c>, or the bundled <c>sample</c>.</param>
/// <param name="Error">Why it failed; present only then.</param>
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
    string? Error = null)
{
    public static readonly ReportStatus Running = new("Running");

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
