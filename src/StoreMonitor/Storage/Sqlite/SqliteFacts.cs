using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Storage.Sqlite.Log;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>The facts in a SQLite file.</summary>
internal sealed class SqliteFacts(Database database) : IFacts
{
    public string Name => database.Path;

    public bool Exists => database.Exists;

    public string ScratchFolder => Path.GetDirectoryName(Path.GetFullPath(database.Path))!;

    public void Prepare() => database.Prepare();

    public IDisposable BeginService()
    {
        var only = ServiceLock.Take(database);
        try
        {
            database.BeginSession();
            return new Service(only);
        }
        catch
        {
            only.Dispose();
            throw;
        }
    }

    public IFactsReader OpenReader() => new SqliteReader(database.OpenToRead());

    public IFactsSnapshot OpenSnapshot(int readers) => FactsSnapshots.Open(database, readers);

    public IFactsWriter OpenWriter() => new SqliteWriter(database, database.OpenForIntake());

    public IPollLog OpenLog() => new SqlitePollLog(database);

    public IFactsRemover OpenRemover() => new SqliteRemover(database, database.Open());

    public bool IsKeptIn(OutputPath path) => database.IsKeptIn(path);

    public string? ProblemWithBackup(string file, bool isForced) => DatabaseBackup.ProblemWith(database, file, isForced);

    public BackupSummary Backup(string file, CancellationToken cancel)
    {
        var backup = DatabaseBackup.Write(database, file, cancel);
        var jobs = database.RealPath + JobsFile.Suffix;
        if (File.Exists(jobs))
            DatabaseBackup.WriteFile(jobs, file + JobsFile.Suffix, cancel);
        return backup;
    }

    private sealed class Service(IDisposable only) : IDisposable
    {
        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            only.Dispose();
        }
    }
}
