using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace StoreMonitor.Http;

/// <summary>Alive is a process that answers; ready is one that could accept a report and write it.</summary>
internal static class HealthModule
{
    private const string Ready = "ready";

    public static void MapHealth(this WebApplication app)
    {
        var answer = app.Services.GetRequiredService<HealthJson>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = answer.Write });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = answer.Write });
    }
}
