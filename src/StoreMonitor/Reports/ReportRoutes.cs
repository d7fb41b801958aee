using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NodaTime;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace StoreMonitor.Reports;

/// <summary>The calls that the clients of this job's existing programs make: trigger a report, ask for it, get the CSV.</summary>
internal static partial class ReportRoutes
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";
    private const string StatusHeader = "X-Report-Status";
    private const string RetryAfterSeconds = "1";

    /// <summary>What <see cref="Download"/> is called, for the address of a finished report.</summary>
    public const string DownloadName = nameof(Download);

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Trigger(
        ReportQueue queue, Database database, MonitorOptions options, IClock clock, ILogger<ReportQueue> logger, HttpResponse response,
        CancellationToken cancel) =>
        Enqueue(null, queue, database, options, clock, logger, response, cancel);

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> TriggerForStore(
        [FromRoute(Name = "store_id")] string storeId, ReportQueue queue, Database database, MonitorOptions options, IClock clock,
        ILogger<ReportQueue> logger, HttpResponse response, CancellationToken cancel) =>
        Enqueue(storeId, queue, database, options, clock, logger, response, cancel);

    public static Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> GetByQuery(
        [FromQuery(Name = "report_id")] string? reportId, ReportQueue queue, ReportFiles files, LinkGenerator links, HttpContext http,
        CancellationToken cancel) =>
        Answer(reportId, WantsJson(http.Request), queue, files, links, http, cancel);

    public static Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> GetByPath(
        [FromRoute(Name = "report_id")] string reportId, ReportQueue queue, ReportFiles files, LinkGenerator links, HttpContext http,
        CancellationToken cancel) =>
        Answer(reportId, WantsJson(http.Request), queue, files, links, http, cancel);

    public static async Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> Ask(
        IOptions<JsonOptions> json, ReportQueue queue, ReportFiles files, LinkGenerator links, HttpContext http, CancellationToken cancel)
    {
        ReportStatusRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync<ReportStatusRequest>(http.Request.Body, json.Value.SerializerOptions, cancel);
        }
        catch (JsonException)
        {
            return Problem(StatusCodes.Status400BadRequest, "the body is not JSON such as {\"report_id\":\"…\"}");
        }

        return await Answer(request?.ReportId, wantsJson: true, queue, files, links, http, cancel);
    }

    public static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> Download(
        [FromRoute(Name = "report_id")] string reportId, ReportQueue queue, ReportFiles files, HttpContext http, CancellationToken cancel,
        string format = "csv")
    {
        if (format != "csv")
            return Problem(StatusCodes.Status400BadRequest, $"the format '{format}' is not 'csv'");

        var (job, problem) = await Find(reportId, queue, cancel);
        if (job is null)
            return problem!;
        if (job.State != ReportState.Complete)
            return Problem(StatusCodes.Status409Conflict, $"the report is not complete: it is {StatusOf(job)}");
        return File(job, files, http) is { } file ? file : Gone();
    }

    private static async Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Enqueue(
        string? storeId, ReportQueue queue, Database database, MonitorOptions options, IClock clock, ILogger logger, HttpResponse response,
        CancellationToken cancel)
    {
        try
        {
            var stored = storeId is null ? null : FindStore(database, storeId);
            if (storeId is not null && stored is null)
                return Problem(StatusCodes.Status404NotFound, $"no store has the id '{storeId}'");

            var request = new ReportRequest(ReportBuilder.DefaultAsOf(database, clock), options.Uptime, stored);
            if (await queue.Enqueue(request, cancel) is not { } reportId)
                return ComeAgain("as many reports are waiting as may; try again later", response);

            response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Accepted($"/get_report?report_id={reportId}", new ReportTriggered(reportId));
        }
        catch (DatabaseBusyException busy)
        {
            return ComeAgain($"{busy.Message}; try again later", response);
        }
        catch (Exception failure) when (SqliteFailure.IsUnwritable(failure))
        {
            LogNotRecorded(logger, failure);
            return ComeAgain($"the report could not be recorded: {FailureText.WithoutPaths(SqliteFailure.In(failure)!)}", response);
        }
    }

    private static async Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> Answer(
        string? reportId, bool wantsJson, ReportQueue queue, ReportFiles files, LinkGenerator links, HttpContext http,
        CancellationToken cancel)
    {
        var (job, problem) = await Find(reportId, queue, cancel);
        if (job is null)
            return problem!;

        // The answer changes while the address stays.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[StatusHeader] = StatusOf(job);
        switch (job.State)
        {
            case ReportState.Complete:
                if (File(job, files, http) is not { } file)
                    return Gone();
                if (!wantsJson)
                    return file;
                var url = links.GetUriByName(http, DownloadName, new { report_id = job.ReportId });
                return TypedResults.Ok(ReportStatus.Complete(url!));
            case ReportState.Failed:
                return TypedResults.Ok(ReportStatus.Failed(job.Error ?? "the reason was not recorded"));
            default:
                http.Response.Headers.RetryAfter = RetryAfterSeconds;
                return TypedResults.Ok(ReportStatus.Running);
        }
    }

    private static async Task<(ReportJobRow? Job, ProblemHttpResult? Problem)> Find(
        string? reportId, ReportQueue queue, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(reportId))
            return (null, Problem(StatusCodes.Status400BadRequest, "the report_id is missing"));

        // Ids are given out without hyphens; clients that keep them as UUIDs send them with.
        if (!Guid.TryParseExact(reportId, "N", out var id) && !Guid.TryParseExact(reportId, "D", out id))
            return (null, Problem(StatusCodes.Status400BadRequest, "the report_id is not 32 hexadecimal digits"));

        var job = await queue.Find(id.ToString("N"), cancel);
        return job is null ? (null, Problem(StatusCodes.Status404NotFound, $"no report has the id '{id:N}'")) : (job, null);
    }

    private static string StatusOf(ReportJobRow job) => job.State switch
    {
        ReportState.Queued or ReportState.Running => "Running",
        ReportState.Complete => "Complete",
        ReportState.Failed => "Failed",
        _ => throw new InvalidOperationException($"a job has the state {job.State}, which does not exist"),
    };

    // Null when the file was removed, cannot be read, or is not the one that was written.
    private static PhysicalFileHttpResult? File(ReportJobRow job, ReportFiles files, HttpContext http)
    {
        if (job.FileId is not { } fileId || !files.IsWhole(job))
            return null;

        http.Response.Headers[StatusHeader] = StatusOf(job);
        return TypedResults.PhysicalFile(files.PathOf(fileId), Csv, $"report-{job.ReportId}.csv");
    }

    private static ProblemHttpResult Gone() =>
        Problem(StatusCodes.Status410Gone, "the file of the report is gone; trigger another");

    // JSON only for those who ask for it by name and do not ask for CSV as much: a browser, curl and */* get the CSV.
    private static bool WantsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, Json) is var json and > 0 && QualityOf(accepted, Csv) < json;
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string mediaType) =>
        accepted.Where(a => a.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();

    // The id as it is stored; null when no file has named it.
    private static string? FindStore(Database database, string storeId)
    {
        using var connection = database.OpenToRead();

        // Routing leaves an encoded slash as it came, and a store id may be any text.
        return new[] { storeId, storeId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) }
            .FirstOrDefault(id => StoreTable.FindKey(connection, id) is not null);
    }

    private static ProblemHttpResult ComeAgain(string detail, HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem(StatusCodes.Status503ServiceUnavailable, detail);
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    [LoggerMessage(LogLevel.Error, "A report could not be recorded")]
    private static partial void LogNotRecorded(ILogger logger, Exception failure);
}
