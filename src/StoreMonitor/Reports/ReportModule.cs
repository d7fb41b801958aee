using StoreMonitor.Hosting;

namespace StoreMonitor.Reports;

/// <summary>What the service needs for reports, and where they are asked for.</summary>
internal static class ReportModule
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    private const string ExampleId = "9f0c54d2a1b34e6f8d7c6b5a49382716";

    private static readonly RouteExample Triggered = new(202, Json, $$"""{"report_id":"{{ExampleId}}"}""");
    private static readonly RouteExample StillRunning = new(200, Json, """{"status":"Running"}""");
    private static readonly RouteExample AskExample = new(0, Json, $$"""{"report_id":"{{ExampleId}}"}""");

    private static readonly RouteExample CsvExample = new(200, Csv, ReportCsv.Header + "\n5115476025526729644,60.00,8.00,56.00,0.00,0.00,0.00\n");

    private static readonly RouteExample CompleteExample = new(
        200, Json, $$"""{"status":"Complete","report_url":"http://127.0.0.1:5000/api/v1/reports/{{ExampleId}}/download"}""");

    private static readonly RouteParameter ReportId = new("report_id", "As `trigger_report` gave it: 32 hexadecimal digits.", null);
    private static readonly RouteParameter StoreId = new("store_id", "The store, as the input files name it.", "5115476025526729644");

    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportQueue>();
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
        var reports = routes.MapGroup("").WithTags("Reports");
        MapTrigger(reports.MapPost("/trigger_report", TriggerRoutes.Trigger), "TriggerReport");
        MapStoreTrigger(reports.MapPost("/api/stores/{store_id}/trigger_report", TriggerRoutes.TriggerForStore), "TriggerStoreReport");
        MapStoreTrigger(reports.MapGet("/api/stores/{store_id}/trigger_report", TriggerRoutes.TriggerForStoreByGet), "TriggerStoreReportByGet")
            .WithMetadata(new ObsoleteAttribute("It starts work, which a GET should not: use POST."));
        reports.MapMethods("/api/stores/{store_id}/trigger_report", [HttpMethods.Head], TriggerRoutes.HeadForStore).ExcludeFromDescription();
        MapGet(reports.MapMethods("/get_report", GetAndHead, ReportRoutes.GetByQuery), "GetReport");
        MapGet(reports.MapMethods("/get_report/{report_id}", GetAndHead, ReportRoutes.GetByPath), "GetReportByPath");
        MapAsk(reports.MapPost("/get_report", ReportRoutes.Ask));
        MapDownload(reports.MapMethods("/api/v1/reports/{report_id}/download", GetAndHead, ReportRoutes.Download));
    }

    private static RouteHandlerBuilder MapTrigger(RouteHandlerBuilder route, string name) => route
        .WithName(name)
        .WithSummary("Starts a report on all stores")
        .WithDescription(
            "Needs no input. The report's \"now\" is the latest poll stored when the call comes in. What is answered with 202 "
            + "survives a crash of the service.")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(Triggered);

    private static RouteHandlerBuilder MapStoreTrigger(RouteHandlerBuilder route, string name) => MapTrigger(route, name)
        .WithSummary("Starts a report on one store")
        .WithDescription("The same as `/trigger_report`, with the row of one store.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithMetadata(StoreId);

    private static RouteHandlerBuilder MapGet(RouteHandlerBuilder route, string name) => route
        .WithName(name)
        .WithSummary("Says how a report is doing, or gives its CSV")
        .WithDescription(
            "`{\"status\":\"Running\"}` while it waits or runs, and the CSV when it is done. With `Accept: application/json` the answer is "
            + "always JSON, with the address of the CSV as `report_url`. The header `X-Report-Status` has the status either way.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone)
        .WithMetadata(ReportId, StillRunning, CsvExample);

    private static RouteHandlerBuilder MapAsk(RouteHandlerBuilder route) => route
        .WithName("AskForReport")
        .WithSummary("Says how a report is doing, with the address of its CSV")
        .WithDescription("For clients that send the `report_id` in a JSON body. The answer is always JSON.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone)
        .WithMetadata(AskExample, CompleteExample);

    private static RouteHandlerBuilder MapDownload(RouteHandlerBuilder route) => route
        .WithName(ReportRoutes.DownloadName)
        .WithSummary("Gives the CSV of a complete report")
        .WithDescription("The address that `report_url` holds.")
        .Produces(StatusCodes.Status200OK, contentType: Csv)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status410Gone)
        .WithMetadata(ReportId, CsvExample);
}
