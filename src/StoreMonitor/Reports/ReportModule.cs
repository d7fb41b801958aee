namespace StoreMonitor.Reports;

/// <summary>What the service needs for reports, and where they are asked for.</summary>
internal static class ReportModule
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportQueue>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<ReportWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportWorker>());
        services.AddHealthChecks()
            .AddCheck<ReportsFolderHealth>("reports folder", tags: ["ready"])
            .AddCheck<ReportWorkerHealth>("report worker", tags: ["ready"]);
    }

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("").WithTags("Reports");
        reports.MapPost("/trigger_report", ReportRoutes.Trigger).WithName("TriggerReport");
        reports.MapGet("/get_report", ReportRoutes.GetByQuery).WithName("GetReport");
        reports.MapGet("/get_report/{report_id}", ReportRoutes.GetByPath).WithName("GetReportByPath");
        reports.MapPost("/get_report", ReportRoutes.Ask).WithName("AskForReport").Accepts<ReportStatusRequest>("application/json");
        reports.MapPost("/api/stores/{store_id}/trigger_report", ReportRoutes.TriggerForStore).WithName("TriggerStoreReport");
        reports.MapGet("/api/stores/{store_id}/trigger_report", ReportRoutes.TriggerForStore).WithName("TriggerStoreReportByGet");
        reports.MapGet("/api/v1/reports/{report_id}/download", ReportRoutes.Download).WithName(ReportRoutes.DownloadName);
    }
}
