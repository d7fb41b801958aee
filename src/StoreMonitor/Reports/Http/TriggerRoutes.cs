using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using StoreMonitor.Http;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Reports.Http;

/// <summary>The routes that start a report.</summary>
internal static partial class TriggerRoutes
{
    // The id is the segment before /trigger_report.
    private const int StoreIdFromEnd = 1;

    private const string RetryAfterSeconds = "1";

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Trigger(
        ReportQueue queue, Database database, MonitorOptions options, IClock clock, ILogger<ReportQueue> logger, HttpContext http,
        CancellationToken cancel) =>
        Enqueue(null, queue, database, options, clock, logger, http, cancel);

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> TriggerForStore(
        [FromRoute(Name = "store_id")] string storeId, ReportQueue queue, Database database, MonitorOptions options, IClock clock,
        ILogger<ReportQueue> logger, HttpContext http, CancellationToken cancel) =>
        RawPath.Segment(http, StoreIdFromEnd) is { } raw
            ? Enqueue(raw, queue, database, options, clock, logger, http, cancel)
            : Task.FromResult<Results<Accepted<ReportTriggered>, ProblemHttpResult>>(NotText(storeId));

    /// <summary>The deprecated <c>GET</c>, which starts a report like <c>POST</c>.</summary>
    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> TriggerForStoreByGet(
        [FromRoute(Name = "store_id")] string storeId, ReportQueue queue, Database database, MonitorOptions options, IClock clock,
        ILogger<ReportQueue> logger, HttpContext http, CancellationToken cancel)
    {
        Deprecation.Mark(http);
        return TriggerForStore(storeId, queue, database, options, clock, logger, http, cancel);
    }

    /// <summary>The <c>HEAD</c> of the deprecated <c>GET</c>: it checks that the store exists and starts nothing.</summary>
    public static Results<Ok, ProblemHttpResult> HeadForStore(
        [FromRoute(Name = "store_id")] string storeId, Database database, HttpContext http)
    {
        Deprecation.Mark(http);
        if (RawPath.Segment(http, StoreIdFromEnd) is not { } raw)
            return NotText(storeId);
        return IsStore(database, raw) ? TypedResults.Ok() : NotFound(raw);
    }

    private static async Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Enqueue(
        string? storeId, ReportQueue queue, Database database, MonitorOptions options, IClock clock, ILogger logger, HttpContext http,
        CancellationToken cancel)
    {
        var (parameters, problem) = TriggerParameters.Read(http.Request.Query, options.Uptime);
        if (parameters is null)
            return Problem(StatusCodes.Status400BadRequest, problem!);

        try
        {
            if (storeId is not null && !IsStore(database, storeId))
                return NotFound(storeId);

            var request = new ReportRequest(parameters.AsOf ?? ReportBuilder.DefaultAsOf(database, clock), parameters.Options, storeId);
            if (await queue.Enqueue(request, cancel) is not { } reportId)
                return Unavailable("the report queue is full; try again later", http.Response);

            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Accepted($"/get_report?report_id={reportId}", new ReportTriggered(reportId));
        }
        catch (DatabaseBusyException busy)
        {
            return Unavailable($"{busy.Message}; try again later", http.Response);
        }
        catch (Exception failure) when (SqliteFailure.IsUnwritable(failure))
        {
            var reason = FailureText.WithoutPaths(SqliteFailure.In(failure)!);
            LogNotRecorded(logger, reason);
            return Unavailable($"the report could not be recorded: {reason}", http.Response);
        }
    }

    private static bool IsStore(Database database, string storeId)
    {
        using var connection = database.OpenToRead();
        return StoreTable.FindKey(connection, storeId) is not null;
    }

    private static ProblemHttpResult NotFound(string storeId) =>
        Problem(StatusCodes.Status404NotFound, $"no store has the id '{storeId}'");

    private static ProblemHttpResult NotText(string storeId) =>
        Problem(StatusCodes.Status400BadRequest, $"the store id '{storeId}' in the path is not percent-encoded UTF-8");

    private static ProblemHttpResult Unavailable(string detail, HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem(StatusCodes.Status503ServiceUnavailable, detail);
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    // It is one line without the stack trace, because on a full disk every refused trigger logs one.
    [LoggerMessage(LogLevel.Error, "A report could not be recorded: {Reason}")]
    private static partial void LogNotRecorded(ILogger logger, string reason);
}
