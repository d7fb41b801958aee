using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using StoreMonitor.Http;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports.Http;

/// <summary>The routes that start a report.</summary>
internal static class TriggerRoutes
{
    // The id is the segment before /trigger_report.
    private const int StoreIdFromEnd = 1;

    private const string RetryAfterSeconds = "1";

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Trigger(
        ReportQueue queue, IFacts facts, MonitorOptions options, IClock clock, HttpContext http, CancellationToken cancel) =>
        Enqueue(null, queue, facts, options, clock, http, cancel);

    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> TriggerForStore(
        [FromRoute(Name = "store_id")] string storeId, ReportQueue queue, IFacts facts, MonitorOptions options, IClock clock,
        HttpContext http, CancellationToken cancel) =>
        RawPath.Segment(http, StoreIdFromEnd) is { } raw
            ? Enqueue(raw, queue, facts, options, clock, http, cancel)
            : Task.FromResult<Results<Accepted<ReportTriggered>, ProblemHttpResult>>(NotText(storeId));

    /// <summary>The deprecated <c>GET</c>, which starts a report like <c>POST</c>.</summary>
    public static Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> TriggerForStoreByGet(
        [FromRoute(Name = "store_id")] string storeId, ReportQueue queue, IFacts facts, MonitorOptions options, IClock clock,
        HttpContext http, CancellationToken cancel)
    {
        Deprecation.Mark(http);
        return TriggerForStore(storeId, queue, facts, options, clock, http, cancel);
    }

    /// <summary>The <c>HEAD</c> of the deprecated <c>GET</c>: it checks that the store exists and starts nothing.</summary>
    public static Results<Ok, ProblemHttpResult> HeadForStore(
        [FromRoute(Name = "store_id")] string storeId, IFacts facts, HttpContext http)
    {
        Deprecation.Mark(http);
        if (RawPath.Segment(http, StoreIdFromEnd) is not { } raw)
            return NotText(storeId);
        return IsStore(facts, raw) ? TypedResults.Ok() : NotFound(raw);
    }

    private static async Task<Results<Accepted<ReportTriggered>, ProblemHttpResult>> Enqueue(
        string? storeId, ReportQueue queue, IFacts facts, MonitorOptions options, IClock clock, HttpContext http,
        CancellationToken cancel)
    {
        var (parameters, problem) = TriggerParameters.Read(http.Request.Query, options.Uptime);
        if (parameters is null)
            return Problem(StatusCodes.Status400BadRequest, problem!);

        try
        {
            if (storeId is not null && !IsStore(facts, storeId))
                return NotFound(storeId);

            var asOf = parameters.AsOf ?? options.NowByClock(clock) ?? ReportBuilder.DefaultAsOf(facts, clock);
            var request = new ReportRequest(asOf, parameters.Options, storeId);
            if (await queue.Enqueue(request, cancel) is not { } reportId)
                return Unavailable("the report queue is full; try again later", http.Response);

            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Accepted($"/get_report?report_id={reportId}", new ReportTriggered(reportId));
        }
        catch (DatabaseBusyException busy)
        {
            return Unavailable($"{busy.Message}; try again later", http.Response);
        }
        catch (Exception failure) when (StorageFailure.In(failure) is { IsUnwritable: true } storage)
        {
            RequestLog.SetFailure(http, storage.Text);
            return Unavailable($"the report could not be recorded: {storage.Text}", http.Response);
        }
    }

    private static bool IsStore(IFacts facts, string storeId)
    {
        using var reader = facts.OpenReader();
        return reader.FindKey(storeId) is not null;
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
}
