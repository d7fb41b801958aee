using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using StoreMonitor.Http;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Reports.Output;
using StoreMonitor.Storage.Model;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace StoreMonitor.Reports.Http;

/// <summary>The routes for the state of a report and its CSV.</summary>
internal static class ReportRoutes
{
    private const string Csv = "text/csv";
    private const string CsvInUtf8 = "text/csv; charset=utf-8";
    private const string Json = "application/json";
    private const string FetchDestination = "Sec-Fetch-Dest";
    private const string StatusHeader = "X-Report-Status";
    private const string RetryAfterSeconds = "1";

    /// <summary>The route name of <see cref="Download"/>, for the address of a finished report.</summary>
    public const string DownloadName = nameof(Download);

    public static Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> GetByQuery(
        [FromQuery(Name = "report_id")] string? reportId, ReportQueue queue, ReportFiles files, PublicAddress addresses, HttpContext http,
        CancellationToken cancel) =>
        Respond(reportId, WantsJson(http.Request), queue, files, addresses, http, cancel);

    public static Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> GetByPath(
        [FromRoute(Name = "report_id")] string reportId, ReportQueue queue, ReportFiles files, PublicAddress addresses, HttpContext http,
        CancellationToken cancel) =>
        Respond(reportId, WantsJson(http.Request), queue, files, addresses, http, cancel);

    public static async Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> PostStatus(
        IOptions<JsonOptions> json,
        ReportQueue queue,
        ReportFiles files,
        PublicAddress addresses,
        HttpContext http,
        CancellationToken cancel)
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
        catch (Exception broken) when (broken is OperationCanceledException or (IOException and not BadHttpRequestException))
        {
            // The client disconnected, or the service is stopping. Usually nobody reads this response, and nothing failed.
            return Problem(StatusCodes.Status400BadRequest, "the request body is incomplete");
        }

        return await Respond(request?.ReportId, wantsJson: true, queue, files, addresses, http, cancel);
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

    private static async Task<Results<PhysicalFileHttpResult, Ok<ReportStatus>, ProblemHttpResult>> Respond(
        string? reportId, bool wantsJson, ReportQueue queue, ReportFiles files, PublicAddress addresses, HttpContext http,
        CancellationToken cancel)
    {
        var (job, problem) = await Find(reportId, queue, cancel);
        if (job is null)
            return problem!;

        // The address stays the same while the response changes.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[StatusHeader] = StatusOf(job);
        switch (job.State)
        {
            case ReportState.Complete:
                if (!wantsJson)
                    return File(job, files, http) is { } file ? file : Gone();
                if (!IsThere(job, files, http))
                    return Gone();
                var url = addresses.Of(http, DownloadName, new { report_id = job.ReportId });
                return TypedResults.Ok(ReportStatus.Complete(url, ReportFacts.Of(job, files.DataSource)));
            case ReportState.Failed:
                return TypedResults.Ok(ReportStatus.Failed(job.Error ?? "the reason was not recorded"));
            default:
                http.Response.Headers.RetryAfter = RetryAfterSeconds;
                return TypedResults.Ok(ReportStatus.RunningOf(job));
        }
    }

    private static async Task<(ReportJob? Job, ProblemHttpResult? Problem)> Find(
        string? reportId, ReportQueue queue, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(reportId))
            return (null, Problem(StatusCodes.Status400BadRequest, "the report_id is missing"));

        // Ids are issued without hyphens; clients that store them as UUIDs send hyphens.
        if (!Guid.TryParseExact(reportId, "N", out var id) && !Guid.TryParseExact(reportId, "D", out id))
            return (null, Problem(StatusCodes.Status400BadRequest, "the report_id is not 32 hexadecimal digits"));

        var job = await queue.Find(id.ToString("N"), cancel);
        return job is null ? (null, Problem(StatusCodes.Status404NotFound, $"no report has the id '{id:N}'")) : (job, null);
    }

    private static string StatusOf(ReportJob job) => job.State switch
    {
        ReportState.Queued or ReportState.Running => "Running",
        ReportState.Complete => "Complete",
        ReportState.Failed => "Failed",
    };

    // Returns false if the file was removed, is unreadable, or is not the one that was written. Otherwise the headers describe its
    // content.
    private static bool IsThere(ReportJob job, ReportFiles files, HttpContext http)
    {
        if (!files.IsWhole(job))
            return false;

        http.Response.Headers[StatusHeader] = StatusOf(job);
        foreach (var (header, value) in ReportFacts.Of(job, files.DataSource).Headers())
            http.Response.Headers[header] = value;
        return true;
    }

    private static PhysicalFileHttpResult? File(ReportJob job, ReportFiles files, HttpContext http)
    {
        if (job.FileId is not { } fileId || !IsThere(job, files, http))
            return null;

        var name = ReportFacts.Of(job, files.DataSource).FileName(job.ReportId);
        http.Response.Headers.ContentDisposition = DispositionFor(http.Request, name);
        http.Response.Headers.Append(HeaderNames.Vary, FetchDestination);
        return TypedResults.PhysicalFile(files.PathOf(fileId), CsvInUtf8);
    }

    // A script ignores the attachment disposition, but Swagger UI would then offer a file instead of showing the text.
    private static string DispositionFor(HttpRequest request, string fileName)
    {
        var kind = request.Headers[FetchDestination] == "empty" ? "inline" : "attachment";
        return $"{kind}; filename={fileName}";
    }

    private static ProblemHttpResult Gone() =>
        Problem(StatusCodes.Status410Gone, "the file of the report is gone; trigger another");

    // JSON is sent only to clients that name it and do not prefer CSV equally. A browser, curl and */* get the CSV.
    private static bool WantsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, Json) is var json and > 0 && QualityOf(accepted, Csv) < json;
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string mediaType) =>
        accepted.Where(a => a.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
