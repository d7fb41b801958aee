using Npgsql;
using StoreMonitor.Files;

namespace StoreMonitor.Storage.Postgres;

/// <summary>The facts in a database of a PostgreSQL server, which any number of services may use.</summary>
internal sealed class PostgresFacts(PostgresDatabase database) : IFacts
{
    public string Name => database.Address.Name;

    public bool Exists
    {
        get
        {
            try
            {
                using var connection = database.OpenTried();
                return PostgresSchema.ReadVersion(connection) > 0;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                return false;
            }
            catch (Exception failure) when (StorageFailure.Of(failure) is not null)
            {
                // Whether it is there cannot be said. Prepare meets the failure again, and reports it.
                return true;
            }
        }
    }

    public string ScratchFolder => Path.GetTempPath();

    public void Prepare()
    {
        try
        {
            UpdateOrCreate();
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is not null)
        {
            throw new IOException($"{FailureText.Of(failure)} ({Name})", failure);
        }
    }

    public IDisposable BeginService() => new Service();

    public IFactsReader OpenReader() => new PostgresReader(database);

    public IFactsSnapshot OpenSnapshot(int readers) => PostgresSnapshot.Open(database, readers);

    public IFactsWriter OpenWriter() => new PostgresWriter(database, database.OpenTried());

    public IPollLog OpenLog() => new PostgresPollLog(database);

    public IFactsRemover OpenRemover() => new PostgresRemover(database, database.OpenTried());

    public bool IsKeptIn(OutputPath path) => false;

    public string? ProblemWithBackup(string file, bool isForced) =>
        "a database of a PostgreSQL server is backed up by its own tools: "
        + $"use pg_dump --format=custom --file={file} {database.Address.DumpOptions}";

    public BackupSummary Backup(string file, CancellationToken cancel) =>
        throw new NotSupportedException(ProblemWithBackup(file, isForced: false));

    private void UpdateOrCreate()
    {
        try
        {
            Update();
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            database.Create();
            Update();
        }
    }

    private void Update()
    {
        using var connection = database.OpenTried();
        PostgresSchema.Update(connection, Name);
    }

    private sealed class Service : IDisposable
    {
        public void Dispose()
        {
            // No lock: any number of services may run on the database.
        }
    }
}
