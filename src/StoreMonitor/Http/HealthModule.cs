using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace StoreMonitor.Http;

/// <summary>The service is alive if its process answers, and ready if it could accept and write a report.</summary>
internal static class HealthModule
{
    private const string Ready = "ready";

    public static void MapHealth(this WebApplication app)
    {
        var answer = app.Services.GetRequiredService<HealthJson>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = answer.Write });
        app.MapHealthChecks(
            "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = answer.Write });
    }
}
