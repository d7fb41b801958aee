namespace StoreMonitor.Reports;

/// <summary>Answers the request for a report.</summary>
/// <param name="ReportId">Names the report in <c>get_report</c>.</param>
internal sealed record ReportTriggered(string ReportId);

/// <summary>Asks how a report is doing.</summary>
/// <param name="ReportId">As <c>trigger_report</c> gave it.</param>
internal sealed record ReportStatusRequest(string? ReportId);

/// <summary>How a report is doing.</summary>
/// <param name="Status"><c>Running</c> (also while it waits), <c>Complete</c> or <c>Failed</c>.</param>
/// <param name="ReportUrl">Serves the CSV; there once it is complete.</param>
/// <param name="Error">Why it failed; there only then.</param>
internal sealed record ReportStatus(string Status, string? ReportUrl = null, string? Error = null)
{
    public static readonly ReportStatus Running = new("Running");

    public static ReportStatus Complete(string reportUrl) => new("Complete", reportUrl);

    public static ReportStatus Failed(string error) => new("Failed", Error: error);
}
