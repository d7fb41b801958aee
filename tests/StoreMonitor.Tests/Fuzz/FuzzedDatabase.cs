using Microsoft.Data.Sqlite;
using NodaTime.Testing;
using StoreMonitor.Ingestion;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>How many facts of each kind there are, and the version of them all.</summary>
internal readonly record struct FactCounts(long Polls, long Hours, long Zones, long Stores, long Version, long Closures);

/// <summary>A database that takes one input after the other, and its counts, read without the code under test.</summary>
internal sealed class FuzzedDatabase : IDisposable
{
    private readonly Cli _cli = new();
    private readonly Database _database;
    private readonly SqliteConnection _connection;

    public FuzzedDatabase()
    {
        _database = new Database(_cli.DatabasePath);
        _database.Prepare();
        _connection = new SqliteConnection($"Data Source={_cli.DatabasePath};Pooling=False");
        _connection.Open();
        _cli.WriteStatus();
    }

    public string ReportsFolder => _cli.ReportsFolder;

    /// <summary>Ingests a data folder that has one file with rows.</summary>
    public IngestSummary Ingest(string name, byte[] content, CancellationToken cancel)
    {
        _cli.WriteRaw(name, content);
        try
        {
            return new Ingester(new SqliteFacts(_database), _cli.ReportsFolder, new FakeClock(Cli.Now)).Ingest(_cli.DataFolder, new OnProgress(_ => { }), cancel);
        }
        finally
        {
            File.Delete(_cli.Folder.Of("data", name));
            _cli.WriteStatus();
        }
    }

    public FactCounts Count()
    {
        using var command = Command(
            """
            SELECT (SELECT count(*) FROM polls), (SELECT count(*) FROM business_hours), (SELECT count(zone_id) FROM stores),
                   (SELECT count(*) FROM stores), (SELECT version FROM facts), (SELECT count(*) FROM closures)
            """);
        using var row = command.ExecuteReader();
        row.Read();
        return new FactCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));
    }

    public void ForgetHours()
    {
        using var connection = _database.Open();
        StoredFacts.ForgetWeeks(connection);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _cli.Dispose();
    }

    private SqliteCommand Command(string sql) => new(sql, _connection);
}
