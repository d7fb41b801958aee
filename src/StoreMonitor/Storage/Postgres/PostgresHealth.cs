using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Ready only while the facts can be read, and a report that is requested could be recorded.</summary>
internal sealed class PostgresHealth(PostgresDatabase database) : IHealthCheck
{
    private const string IsReadOnly = "SELECT (pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on')::integer";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? problem = null;
        var health = HealthOf.Files("the database", () => problem = ProblemWithServer());
        return Task.FromResult(problem is null ? health : HealthCheckResult.Unhealthy($"the database: {problem}"));
    }

    private string? ProblemWithServer() => database.OpenAndBegin(connection =>
    {
        using (connection)
            return ProblemWith(connection);
    });

    private static string? ProblemWith(NpgsqlConnection connection)
    {
        var version = PostgresSchema.ReadVersion(connection);
        if (version != PostgresSchema.Version)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"its schema has version {version}, and this program needs version {PostgresSchema.Version}");
        }

        FactsRow.Read(connection);
        connection.Number("SELECT count(*) FROM (SELECT 1 FROM report_jobs LIMIT 1) j");
        return connection.Number(IsReadOnly) == 0
            ? null
            : "it is read-only: the server is a standby, or its transactions are set to be read-only";
    }
}
