using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StoreMonitor.Reports;

/// <summary>Ready only while a report could be written.</summary>
internal sealed class ReportsFolderHealth(ReportFiles files) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            files.ProbeWritable();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("the reports folder cannot be written", e));
        }
    }
}

/// <summary>Ready only while the worker runs: without it every report would wait for ever.</summary>
internal sealed class ReportWorkerHealth(ReportWorker worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(worker.ExecuteTask is { IsCompleted: false }
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the report worker has ended"));
}
