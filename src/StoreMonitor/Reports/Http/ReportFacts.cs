using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Http;

/// <summary>
/// What a finished report states about its figures: their instant, calculation and coverage. Headers, JSON and log print the same.
/// </summary>
/// <param name="DataAge">
/// The age of the figures when the report was finished: the time since its as-of instant, or since the latest poll if that is earlier.
/// </param>
/// <param name="Data">The origin of the data: <c>own</c> or <c>sample</c>.</param>
internal sealed record ReportFacts(
    Instant AsOf,
    Instant RequestedAt,
    Instant FinishedAt,
    Interpolation Interpolation,
    Duration MaxCarry,
    int Stores,
    int StoresWithoutPolls,
    Duration DataAge,
    string Data)
{
    /// <summary>The facts of a complete job.</summary>
    public static ReportFacts Of(ReportJob job, string data) =>
        Of(job, job.FinishedAt!.Value, job.Stores ?? 0, job.StoresWithoutPolls ?? 0, job.LatestPollAt, data);

    /// <summary>The facts of a job that was just completed.</summary>
    public static ReportFacts Of(ReportJob job, FinishedReport finished, string data) =>
        Of(job, job.FinishedAt!.Value, finished.Stores, finished.StoresWithoutPolls, finished.LatestPoll, data);

    /// <summary>The facts as response headers.</summary>
    public IEnumerable<(string Header, string Value)> Headers() =>
    [
        ("X-Report-As-Of", InstantText.Format(AsOf)),
        ("X-Report-Requested-At", InstantText.Format(RequestedAt)),
        ("X-Report-Finished-At", InstantText.Format(FinishedAt)),
        ("X-Report-Interpolation", InterpolationText.Format(Interpolation)),
        ("X-Report-Max-Carry", DurationText.Format(MaxCarry)),
        ("X-Report-Stores", $"{Stores}"),
        ("X-Report-Stores-Without-Polls", $"{StoresWithoutPolls}"),
        ("X-Report-Data-Age", $"{Math.Floor(DataAge.TotalSeconds):0}"),
        ("X-Report-Data", Data),
    ];

    /// <summary>The file name that a client saves the CSV under: <c>report-2026-03-31T234312Z-9f0c….csv</c>.</summary>
    public string FileName(string reportId) =>
        $"report-{InstantText.Format(AsOf).Replace(":", "", StringComparison.Ordinal)}-{reportId}.csv";

    /// <summary>The facts as a line of the log.</summary>
    public override string ToString() =>
        $"{Stores} stores, {StoresWithoutPolls} without polls, as of {InstantText.Format(AsOf)}, "
        + $"{InterpolationText.Format(Interpolation)}, max carry {DurationText.Format(MaxCarry)}, "
        + $"{Data} data {Math.Floor(DataAge.TotalSeconds):0} s old, "
        + $"requested {InstantText.Format(RequestedAt)}, finished {InstantText.Format(FinishedAt)}";

    private static ReportFacts Of(ReportJob job, Instant finishedAt, int stores, int withoutPolls, Instant? latestPoll, string data)
    {
        var newest = latestPoll is { } latest ? Instant.Min(latest, job.AsOf) : job.AsOf;
        return new ReportFacts(
            job.AsOf, job.RequestedAt, finishedAt, job.Interpolation, job.MaxCarry, stores, withoutPolls, finishedAt - newest, data);
    }
}
