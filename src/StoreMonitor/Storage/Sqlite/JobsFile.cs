using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>The SQLite file that the report jobs are kept in, beside the database of facts.</summary>
/// <remarks>
/// A file of its own (docs/decisions/0011): SQLite has one writer a file, so an ingest of minutes would hold up every report that is
/// requested, and the other way round.
/// </remarks>
internal sealed class JobsFile : IJobStorage
{
    /// <summary>What the name of the file adds to that of the database.</summary>
    public const string Suffix = "-jobs";

    /// <summary>The version of the schema, kept in the header of the file as <c>user_version</c>.</summary>
    public const int SchemaVersion = 2;

    public const int ApplicationId = 0x5374_4D4A;

    // Who finds the file locked waits this long and then tries again. Chosen: every transaction here takes some milliseconds.
    private const int BusyTimeoutSeconds = 2;

    private readonly SqliteConnectionStringBuilder _connection;

    /// <param name="database">The database of facts.</param>
    /// <param name="busyTimeoutSeconds">How long a statement waits for another process.</param>
    public JobsFile(Database database, int busyTimeoutSeconds = BusyTimeoutSeconds)
    {
        Path = database.RealPath + Suffix;
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            DefaultTimeout = busyTimeoutSeconds,
            Mode = SqliteOpenMode.ReadWrite,
        };
    }

    /// <inheritdoc/>
    /// <remarks>The lock of the service on the database of facts sees to it.</remarks>
    public bool IsOfOneService => true;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>For EF Core, whose many short uses share connections. It creates no file.</summary>
    public string PooledConnectionString => _connection.ToString();

    /// <inheritdoc/>
    public void Prepare()
    {
        try
        {
            using var connection = OpenToCreate();
            connection.Execute("PRAGMA journal_mode = wal");
            using var transaction = connection.BeginTransaction();
            if (!IsCurrent(connection))
                connection.Execute(Script());

            // Written in any case: on a file that may only be read, SQLite begins a transaction all the same.
            connection.Execute($"PRAGMA user_version = {SchemaVersion}");
            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            throw new IOException($"{FailureText.Of(failure)} ({Path})", failure);
        }
    }

    /// <inheritdoc/>
    public void MustExist()
    {
        if (!File.Exists(Path))
            throw new SqliteException("the file of the report jobs is gone", raw.SQLITE_CANTOPEN);
    }

    /// <summary>A connection of its own that waits for nobody for long; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is not there.</exception>
    public ReadConnection OpenToProbe() => new(Path, isReadOnly: false, vfs: null, Database.ProbeTimeout);

    private SqliteConnection OpenToCreate()
    {
        var creating = new SqliteConnectionStringBuilder(_connection.ToString()) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var connection = new SqliteConnection(creating.ToString());
        connection.Open();
        return connection;
    }

    private bool IsCurrent(SqliteConnection connection)
    {
        var applicationId = connection.ReadNumber("PRAGMA application_id");
        var version = connection.ReadNumber("PRAGMA user_version");
        if (applicationId == ApplicationId && version == SchemaVersion)
            return true;
        if (applicationId == 0 && version == 0 && connection.ReadNumber("SELECT count(*) FROM sqlite_master") == 0)
            return false;
        throw new DatabaseRefusedException(
            Path,
            applicationId == ApplicationId
                ? $"keeps report jobs in schema version {version}, and this program knows version {SchemaVersion} only: "
                    + "move it away, and the reports of before are forgotten"
                : "is where report jobs are kept, but is not StoreMonitor's: move it away");
    }

    private static string Script()
    {
        using var script = new StreamReader(typeof(JobsFile).Assembly.GetManifestResourceStream("jobs.sql")!);
        return script.ReadToEnd();
    }

    /// <summary>Makes every commit wait for the disk: a job that was acknowledged survives a power cut.</summary>
    internal sealed class Durable : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            ((SqliteConnection)connection).Execute("PRAGMA synchronous = FULL");

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
