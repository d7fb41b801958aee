using Microsoft.Extensions.Diagnostics.HealthChecks;
using StoreMonitor.Reports.Output;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports.Jobs;

/// <summary>Ready only while a report could be written.</summary>
internal sealed class ReportsFolderHealth(ReportFiles files) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthOf.Files("the reports folder", files.ProbeWritable));
}

/// <summary>Ready only while the worker runs: without it every report would wait for ever.</summary>
internal sealed class ReportWorkerHealth(ReportWorker worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(worker.ExecuteTask is { IsCompleted: false }
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the report worker has ended"));
}
