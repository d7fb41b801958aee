using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Ready only while the facts can be read, and could be written.</summary>
/// <remarks>
/// It reads the row about all facts and both ends of each table, which goes down every tree of the file: cheap enough for a probe every few
/// seconds. That another process writes facts at the moment, as an ingest does, keeps no report from being computed.
/// </remarks>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    private static readonly string[] Reads =
    [
        "SELECT min(store_key), max(store_key) FROM stores",
        "SELECT min(store_id), max(store_id) FROM stores",
        "SELECT min(store_key), max(store_key) FROM store_details",
        "SELECT polls FROM poll_chunks ORDER BY store_key, from_us LIMIT 1",
        "SELECT polls FROM poll_chunks ORDER BY store_key DESC, from_us DESC LIMIT 1",
        "SELECT polls FROM poll_log ORDER BY sequence LIMIT 1",
    ];

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthOf.Files("the database", () =>
        {
            // A connection that is opened now sees a database that was put in the place of the one that the service uses.
            var expected = database.Expect();
            using var connection = database.OpenToProbe();
            database.Verify(FactsMetadata.Read(connection), expected);
            foreach (var sql in Reads)
                connection.Execute(sql);
            if (!database.IsReadOnly)
                ProbeWritable(connection);
        }));

    private static void ProbeWritable(ReadConnection connection)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");

            // On a file that may only be read, SQLite begins a transaction all the same, and fails at the first change.
            connection.Execute($"PRAGMA user_version = {Schema.Version}");
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException busy) when (StorageFailure.Of(busy) is { IsBusy: true })
        {
            // Another process writes facts, so they can be written.
        }
    }
}

/// <summary>Ready only while a report that is requested could be recorded: written to the file of jobs, on a disk with room.</summary>
internal sealed class JobsHealth(JobsFile jobs) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthOf.Files("the file of the report jobs", () =>
        {
            using var connection = jobs.OpenToProbe();
            connection.Execute($"PRAGMA user_version = {JobsFile.SchemaVersion}");
            DiskSpaceProbe.Run(Path.GetDirectoryName(Path.GetFullPath(jobs.Path))!);
        }));
}
