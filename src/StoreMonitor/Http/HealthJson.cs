using Microsoft.Extensions.Diagnostics.HealthChecks;
using StoreMonitor.Settings;

namespace StoreMonitor.Http;

/// <summary>The health of the service as JSON.</summary>
/// <c>Healthy</c>, <c>Degraded</c> (both answered with 200) or <c>Unhealthy</c> (503): the worst result of the checks.
/// <param name="Data">The origin of the data: <c>own</c>, or the bundled <c>sample</c>.</param>
/// <param name="DurationSeconds">The total duration of the checks.</param>
/// <param name="Checks">The checks by name.</param>
internal sealed record HealthAnswer(string Status, string Data, double DurationSeconds, IReadOnlyList<HealthCheckAnswer> Checks);

/// <summary>The health of one component of the service.</summary>
/// <param name="Reason">Why it is not healthy; absent if it is healthy.</param>
/// <param name="Facts">The findings of the check by name; absent if there are none.</param>
internal sealed record HealthCheckAnswer(
    string Name, string Status, string? Reason, double DurationSeconds, IReadOnlyDictionary<string, object>? Facts);

/// <summary>Writes the response of <c>/health/live</c> and <c>/health/ready</c>.</summary>
internal sealed partial class HealthJson(MonitorOptions options, ILogger<HealthJson> logger)
{
    public Task Write(HttpContext http, HealthReport report)
    {
        var checks = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(AnswerOf).ToList();
        foreach (var check in checks.Where(check => check.Status == nameof(HealthStatus.Unhealthy)))
            LogUnhealthy(check.Name, check.Reason);
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(
            new HealthAnswer($"{report.Status}", options.DataSource, report.TotalDuration.TotalSeconds, checks), http.RequestAborted);
    }

    private static HealthCheckAnswer AnswerOf(KeyValuePair<string, HealthReportEntry> entry)
    {
        var (name, check) = entry;
        var reason = check.Status == HealthStatus.Healthy
            ? null
            : check.Description ?? check.Exception?.GetType().Name ?? "no reason was given";
        return new HealthCheckAnswer(
            name, $"{check.Status}", reason, check.Duration.TotalSeconds, check.Data.Count > 0 ? check.Data : null);
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Check}: {Reason}")]
    private partial void LogUnhealthy(string check, string? reason);
}
