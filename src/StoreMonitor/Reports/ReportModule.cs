using Microsoft.Extensions.DependencyInjection.Extensions;
using StoreMonitor.Core.Text;
using StoreMonitor.Http;
using StoreMonitor.Reports.Http;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Reports.Output;

namespace StoreMonitor.Reports;

/// <summary>Registers the services for reports and maps their routes.</summary>
internal static class ReportModule
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    private const string ExampleId = "9f0c54d2a1b34e6f8d7c6b5a49382716";

    private static readonly RouteExample Triggered = new(202, Json, $$"""{"report_id":"{{ExampleId}}"}""");
    private static readonly RouteExample StillRunning = new(200, Json, """{"status":"Running"}""");
    private static readonly RouteBody StatusRequest = new(typeof(ReportStatusRequest), $$"""{"report_id":"{{ExampleId}}"}""");

    private static readonly RouteExample CsvExample =
        new(200, Csv, ReportCsv.Header + "\n5115476025526729644,60.00,8.00,56.00,0.00,0.00,0.00\n");

    private static readonly RouteExample CompleteExample = new(
        200,
        Json,
        $$"""
        {"status":"Complete","report_url":"http://127.0.0.1:5000/api/v1/reports/{{ExampleId}}/download","as_of":"2026-03-31T23:43:12Z",
        "requested_at":"2026-03-31T23:50:00Z","finished_at":"2026-03-31T23:50:01Z","interpolation":"hold","max_carry":"P1D","stores":60,
        "stores_without_polls":0,"data_age_seconds":409,"data":"own"}
        """);

    private static readonly RouteParameter ReportId =
        new("report_id", "The id from `trigger_report`: 32 hexadecimal digits.", ExampleId, "^[0-9a-fA-F-]{32,36}$");

    private static readonly RouteParameter StoreId =
        new("store_id", "The store, as the input files name it, percent-encoded.", "5115476025526729644");

    private static readonly object[] TriggerMetadata =
    [
        new RouteQuery(
            TriggerParameters.AsOfName,
            "The \"now\" of the figures, RFC 3339 with an offset; the latest poll stored by default.",
            "2026-03-31T23:43:12Z"),
        new RouteQuery(
            TriggerParameters.InterpolationName, "How the status between two polls is decided.", "hold", [.. InterpolationText.Names]),
        new RouteQuery(TriggerParameters.MaxCarryName, "How far a poll is carried, ISO 8601 or short.", "P1D"),
        new RouteHeader(202, "Location", "The address of the report.", $"/get_report?report_id={ExampleId}"),
        new RouteHeader(202, "Retry-After", "How long to wait before asking, in seconds.", "1"),
    ];

    private static readonly object[] ReportMetadata =
    [
        new ClosedMember(nameof(ReportStatus), "status", "Running", "Complete", "Failed"),
        new ClosedMember(nameof(ReportStatus), "interpolation", [.. InterpolationText.Names]),
        new ClosedMember(nameof(ReportStatus), "data", "own", "sample"),
        new RouteHeader(
            200,
            "X-Report-Status",
            "`Running`, `Complete` or `Failed`; always present. The headers below are present only if the report is complete.",
            "Complete"),
        new RouteHeader(200, "X-Report-As-Of", "The \"now\" of the figures.", "2026-03-31T23:43:12Z"),
        new RouteHeader(200, "X-Report-Requested-At", "When the report was requested.", "2026-03-31T23:50:00Z"),
        new RouteHeader(200, "X-Report-Finished-At", "When it was finished.", "2026-03-31T23:50:01Z"),
        new RouteHeader(200, "X-Report-Interpolation", "How the status between two polls was decided.", "hold"),
        new RouteHeader(200, "X-Report-Max-Carry", "How far a poll is carried.", "P1D"),
        new RouteHeader(200, "X-Report-Stores", "How many stores have a row.", "60"),
        new RouteHeader(
            200, "X-Report-Stores-Without-Polls", "How many have none, because they have no poll at or before the as-of instant.", "0"),
        new RouteHeader(200, "X-Report-Data-Age", "How old the figures were when the report was finished, in whole seconds.", "409"),
        new RouteHeader(200, "X-Report-Data", "`own` data, or the bundled `sample`.", "own"),
    ];

    public static void AddReports(this IServiceCollection services)
    {
        services.TryAddSingleton(RetrySchedule.Default);
        services.AddSingleton<ReportQueue>();
        services.AddSingleton<JobMoves>();
        services.AddSingleton<ReportClaims>();
        services.AddSingleton<ReportOutcomes>();
        services.AddSingleton<ReportLeases>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<ReportWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportWorker>());
        services.AddHostedService<ReportRetention>();
        services.AddHealthChecks()
            .AddCheck<ReportsFolderHealth>("reports folder", tags: ["ready"])
            .AddCheck<ReportWorkerHealth>("report worker", tags: ["ready"]);
    }

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("").WithTags("Reports")
            .ProducesProblem(StatusCodes.Status421MisdirectedRequest)
            .ProducesProblem(StatusCodes.Status500InternalServerError);
        MapTrigger(reports.MapPost("/trigger_report", TriggerRoutes.Trigger), "TriggerReport");
        MapStoreTrigger(reports.MapPost("/api/stores/{store_id}/trigger_report", TriggerRoutes.TriggerForStore), "TriggerStoreReport");
        MapStoreTrigger(
            reports.MapGet("/api/stores/{store_id}/trigger_report", TriggerRoutes.TriggerForStoreByGet), "TriggerStoreReportByGet")
            .WithMetadata(new ObsoleteAttribute("It starts work, which a GET should not: use POST."));
        reports.MapMethods("/api/stores/{store_id}/trigger_report", [HttpMethods.Head], TriggerRoutes.HeadForStore)
            .ExcludeFromDescription();
        MapGet(reports.MapMethods("/get_report", GetAndHead, ReportRoutes.GetByQuery), "GetReport");
        MapGet(reports.MapMethods("/get_report/{report_id}", GetAndHead, ReportRoutes.GetByPath), "GetReportByPath");
        MapPostStatus(reports.MapPost("/get_report", ReportRoutes.PostStatus));
        MapDownload(reports.MapMethods("/api/v1/reports/{report_id}/download", GetAndHead, ReportRoutes.Download));
    }

    private static RouteHandlerBuilder MapTrigger(RouteHandlerBuilder route, string name) => route
        .WithName(name)
        .WithSummary("Starts a report on all stores")
        .WithDescription(
            "Needs no input; a body is ignored. The report's \"now\" is the latest poll stored when the call arrives. An unknown "
            + "parameter is refused, because a mistyped one would silently change nothing. A report that was accepted with 202 "
            + "survives a crash of the service.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(Triggered)
        .WithMetadata(TriggerMetadata);

    private static RouteHandlerBuilder MapStoreTrigger(RouteHandlerBuilder route, string name) => MapTrigger(route, name)
        .WithSummary("Starts a report on one store")
        .WithDescription("The same as `/trigger_report`, with the row of one store.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithMetadata(StoreId);

    private static RouteHandlerBuilder MapGet(RouteHandlerBuilder route, string name) => route
        .WithName(name)
        .WithSummary("Returns the state of a report, or its CSV")
        .WithDescription(
            "`{\"status\":\"Running\"}` while it waits or runs, and the CSV when it is done. After a failure that can pass, such as a full "
            + "disk, it is still `Running`, with the `attempt` and `next_attempt_at`. With `Accept: application/json` the answer is "
            + "always JSON, with the address of the CSV as `report_url`. The header `X-Report-Status` has the status either way.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(ReportId, StillRunning, CsvExample)
        .WithMetadata(ReportMetadata);

    private static RouteHandlerBuilder MapPostStatus(RouteHandlerBuilder route) => route
        .WithName("AskForReport")
        .WithSummary("Returns the state of a report, with the address of its CSV")
        .WithDescription("For clients that send the `report_id` in a JSON body. The answer is always JSON.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(StatusRequest, CompleteExample)
        .WithMetadata(ReportMetadata);

    private static RouteHandlerBuilder MapDownload(RouteHandlerBuilder route) => route
        .WithName(ReportRoutes.DownloadName)
        .WithSummary("Returns the CSV of a complete report")
        .WithDescription("The address that `report_url` holds.")
        .Produces(StatusCodes.Status200OK, contentType: Csv)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(ReportId, CsvExample)
        .WithMetadata(ReportMetadata);
}
