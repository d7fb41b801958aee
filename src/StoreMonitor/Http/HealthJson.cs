using Microsoft.Extensions.Diagnostics.HealthChecks;
using StoreMonitor.Settings;

namespace StoreMonitor.Http;

/// <summary>How the service is, as JSON.</summary>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> (answered with 200) or <c>Unhealthy</c> (503): the worst of the checks.</param>
/// <param name="Data">What the data is: <c>own</c>, or the bundled <c>sample</c>.</param>
/// <param name="DurationSeconds">How long all checks took.</param>
/// <param name="Checks">Each check by name.</param>
internal sealed record HealthAnswer(string Status, string Data, double DurationSeconds, IReadOnlyList<HealthCheckAnswer> Checks);

/// <summary>How one part of the service is.</summary>
/// <param name="Reason">Why it is not healthy; absent when it is.</param>
/// <param name="Facts">What the check found, by name; absent when it tells nothing more.</param>
internal sealed record HealthCheckAnswer(
    string Name, string Status, string? Reason, double DurationSeconds, IReadOnlyDictionary<string, object>? Facts);

/// <summary>Writes the answer of <c>/health/live</c> and <c>/health/ready</c>.</summary>
internal sealed partial class HealthJson(MonitorOptions options, ILogger<HealthJson> logger)
{
    public Task Write(HttpContext http, HealthReport report)
    {
        var checks = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(Answer).ToList();
        foreach (var check in checks.Where(check => check.Status == nameof(HealthStatus.Unhealthy)))
            LogUnhealthy(check.Name, check.Reason);
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(
            new HealthAnswer($"{report.Status}", options.DataSource, report.TotalDuration.TotalSeconds, checks), http.RequestAborted);
    }

    private static HealthCheckAnswer Answer(KeyValuePair<string, HealthReportEntry> entry)
    {
        var (name, check) = entry;
        var reason = check.Status == HealthStatus.Healthy ? null : check.Description ?? check.Exception?.GetType().Name ?? "no reason was given";
        return new HealthCheckAnswer(name, $"{check.Status}", reason, check.Duration.TotalSeconds, check.Data.Count > 0 ? check.Data : null);
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Check}: {Reason}")]
    private partial void LogUnhealthy(string check, string? reason);
}
