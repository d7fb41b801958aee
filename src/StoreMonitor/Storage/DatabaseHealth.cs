using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StoreMonitor.Storage;

/// <summary>Ready only while the database answers.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<MonitorDb> contexts, Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A pooled connection still answers when the file under it is gone.
        if (!File.Exists(database.Path))
            return HealthCheckResult.Unhealthy("the database file is gone");

        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.ReportJobs.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", e);
        }
    }
}
