using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Durability;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>
/// The SQLite database that the facts are kept in: how to reach it, and that it is the right one, with the schema of this version.
/// </summary>
internal sealed class Database
{
    // How long a writer waits for another process to finish its transaction; chosen, above the time of the largest ingest measured.
    private const int BusyTimeoutSeconds = 60;

    private const string JournalMode = "wal";

    // Deleted content is overwritten in the pages that are written anyway, so that a damaged page cannot bring it back.
    private const string ForWriters = "PRAGMA secure_delete = FAST; PRAGMA cell_size_check = ON";
    private const string ForFacts = "PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192";

    /// <summary>How long a check of health waits for another process; chosen, below what a probe waits for an answer.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(0.5);

    private static readonly string WaitWhileBusy = $"PRAGMA busy_timeout = {BusyTimeoutSeconds * 1_000}";

    // Half the time of reading a report's polls with SQLite's own 4 KiB, and a file a tenth smaller (2026-11-22, 2 cores).
    private const int PageSize = 16_384;

    private readonly DatabaseAddress _address;
    private readonly Continuity _continuity;

    // Made when the first connection of Microsoft.Data.Sqlite is: a report of a database that is up to date needs none.
    private readonly Lazy<ConnectionStrings> _connectionStrings;

    static Database() => SqliteApi.Configure();

    /// <param name="pathOrConnectionString">A file, its <c>file:</c> address, or a connection string of Microsoft.Data.Sqlite.</param>
    public Database(string pathOrConnectionString)
    {
        _address = new DatabaseAddress(pathOrConnectionString);
        _continuity = new Continuity(_address);
        _connectionStrings = new Lazy<ConnectionStrings>(() => ConnectionStrings.Of(_address));
    }

    /// <summary>The file, as it was named.</summary>
    public string Path => _address.Path;

    /// <inheritdoc cref="DatabaseAddress.RealPath"/>
    public string RealPath => _address.RealPath;

    /// <inheritdoc cref="DatabaseAddress.IsReadOnly"/>
    public bool IsReadOnly => _address.IsReadOnly;

    /// <summary>Whether the file is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Whether a file is this database, or what is kept beside it, by whatever name.</summary>
    public bool IsKeptIn(OutputPath path) => DatabaseFiles.Of(RealPath).Any(path.IsSameFileAs);

    /// <summary>How long a reader waits for another process.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(BusyTimeoutSeconds);

    /// <summary>
    /// Creates the file and its folder where there are none, and verifies that it is a database of this version that has lost nothing.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">It belongs to another version or program, or it has lost facts.</exception>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    public void Prepare()
    {
        try
        {
            if (IsReady())
                return;

            Create();
        }
        catch (SqliteException failure) when (WriteFailure.Behind(failure, Path) is { } behind)
        {
            throw behind;
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is { } storage)
        {
            throw new IOException($"{storage.Text} ({Path})", failure);
        }
    }

    /// <summary>A connection of its own, for a command that writes; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is not there.</exception>
    /// <exception cref="IOException">It may not be written.</exception>
    public SqliteConnection Open()
    {
        // SQLite would find out at the first write only, and leave a log of this user in the way of the owner.
        if (Exists && !FileOwner.MayWrite(RealPath))
            throw new IOException($"{RealPath}{FileOwner.Described(RealPath)} cannot be written, which the database {Path} needs");
        if (IsReadOnly)
            throw new IOException($"the database {Path} was opened to be read only, and cannot be written");
        return Open(_connectionStrings.Value.Existing);
    }

    /// <summary>A connection of its own to read the facts from; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is not there.</exception>
    /// <exception cref="IOException">It cannot be read without writing, and may not be written.</exception>
    public ReadConnection OpenToRead() => ReadAccess.Open(_address, BusyTimeout);

    /// <summary>The same for a check of its health, which waits for nobody for long.</summary>
    /// <inheritdoc cref="OpenToRead"/>
    public ReadConnection OpenToProbe() => ReadAccess.Open(_address, ProbeTimeout);

    /// <summary>Begins a session on the database, for a service: see <see cref="FactsState.Session"/>.</summary>
    /// <exception cref="DatabaseRefusedException">The file has more than one name.</exception>
    public void BeginSession()
    {
        // A service can start on a database that may only be read; it is not ready then.
        using (var reading = OpenToRead())
        {
            if (!reading.MayWrite)
                return;
        }

        using var connection = Open();
        BeginSession(connection);
        _continuity.KeepFile();
    }

    /// <summary>
    /// Begins a session for bulk writes: what they commit is on the disk. <see cref="Acknowledge"/> comes when they are done.
    /// </summary>
    /// <remarks>
    /// Rows come in key order, so no page is needed again: a cache of 8 MiB takes the time of one of 32. Foreign keys are not checked:
    /// every store key comes from <see cref="StoreKeys"/> in the same transaction, and looking each up again is a quarter of the writing.
    /// </remarks>
    /// <exception cref="DatabaseRefusedException">The file has more than one name.</exception>
    public SqliteConnection OpenForIntake() => OpenWith($"{ForFacts}; PRAGMA wal_autocheckpoint = 0", BeginSession);

    /// <summary>A connection of its own for the log of live polls: what it commits is on the disk.</summary>
    /// <remarks>
    /// SQLite moves its write-ahead log into the file after 1,000 pages (16 MiB). The connection waits for another process for a short time
    /// only, because the caller knows how long somebody waits.
    /// </remarks>
    /// <exception cref="IOException">The database may not be written.</exception>
    public SqliteConnection OpenForLog() => OpenWith(
        $"{ForFacts}; PRAGMA wal_autocheckpoint = 1000; PRAGMA busy_timeout = 250",
        connection =>
        {
            DatabaseFiles.MustHaveOneName(_address);

            // Microsoft.Data.Sqlite tries again by itself for so long, in seconds.
            connection.DefaultTimeout = 1;
        });

    /// <inheritdoc cref="Continuity.AcknowledgeVersion"/>
    public void AcknowledgeVersion(FactsState facts) => _continuity.AcknowledgeVersion(facts);

    /// <summary>
    /// Empties the log, and records what is stored outside of the database: nothing may be acknowledged to anybody before.
    /// </summary>
    /// <exception cref="IOException">It could not be recorded.</exception>
    public void Acknowledge(SqliteConnection connection)
    {
        TruncateLog(connection);
        _continuity.Acknowledge(FactsMetadata.Read(connection));
    }

    /// <inheritdoc cref="Continuity.Expect"/>
    public Expectation Expect() => _continuity.Expect();

    /// <inheritdoc cref="Continuity.Verify"/>
    public void Verify(FactsState facts, Expectation expected) => _continuity.Verify(facts, expected);

    /// <summary>Moves what was committed from the log to the file.</summary>
    /// <remarks>
    /// It waits for nobody: what a reader's snapshot keeps from being moved stays in the log, as good as in the file, until the next time.
    /// </remarks>
    public static void TruncateLog(SqliteConnection connection) =>
        connection.Execute($"PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); {WaitWhileBusy}");

    private SqliteConnection OpenWith(string pragmas, Action<SqliteConnection> begin)
    {
        var connection = Open();
        try
        {
            connection.Execute(pragmas);
            begin(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void BeginSession(SqliteConnection connection)
    {
        DatabaseFiles.MustHaveOneName(_address);
        try
        {
            FactsMetadata.BeginSession(connection);
            Acknowledge(connection);
        }
        catch (SqliteException failure) when (WriteFailure.Behind(failure, Path) is { } behind)
        {
            throw behind;
        }
    }

    private void Create()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(RealPath)!);
        var expected = Exists ? Expect() : null;
        using var connection = Open(_connectionStrings.Value.Creating);
        if (!IsReadOnly)
            connection.Execute($"PRAGMA page_size = {PageSize}");
        Schema.Update(connection);
        if (!IsReadOnly)
            connection.Execute($"PRAGMA journal_mode = {JournalMode}");
        if (expected is not null)
            Verify(FactsMetadata.Read(connection), expected);
    }

    // The usual case, found out without the long way, which meets any failure again and reports it. Whoever has waited for another
    // process does not wait twice. A connection string that may write goes the long way always, for Microsoft.Data.Sqlite to judge it.
    private bool IsReady()
    {
        if ((_address.IsConnectionString && !IsReadOnly) || !Exists)
            return false;

        var expected = Expect();
        try
        {
            using var connection = OpenToRead();
            if ((connection.MayWrite && !HasJournalMode(connection)) || !Schema.IsCurrent(connection, Path))
                return false;
            VerifyOrKeepLog(connection, expected);
            return true;
        }
        catch (Exception failure) when (!IsReadOnly && StorageFailure.Of(failure) is { IsBusy: false })
        {
            return false;
        }
    }

    // SQLite would remove a log that it has read to where it is damaged, and with it what may still be saved of it.
    private void VerifyOrKeepLog(ReadConnection connection, Expectation expected)
    {
        var facts = FactsMetadata.Read(connection);
        try
        {
            Verify(facts, expected);
        }
        catch (DatabaseRefusedException)
        {
            connection.KeepLog();
            throw;
        }
    }

    private static bool HasJournalMode(ReadConnection connection)
    {
        using var mode = new RawStatement(connection, "PRAGMA journal_mode");
        return mode.Step() && mode.Text(0) == JournalMode;
    }

    private static FactsConnection Open(string connectionString)
    {
        var connection = new FactsConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute($"{WaitWhileBusy}; {ForWriters}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <param name="Creating">Creates the file if it does not exist.</param>
    /// <param name="Existing">Opens a file that exists.</param>
    private sealed record ConnectionStrings(string Creating, string Existing)
    {
        public static ConnectionStrings Of(DatabaseAddress address)
        {
            var connection = address.ToConnectionString();
            connection.ForeignKeys = true;
            connection.DefaultTimeout = BusyTimeoutSeconds;
            connection.Pooling = false;
            var creating = connection.ToString();

            // Only Prepare creates a file: one created later, in place of a file that is gone, would be empty and look like a database.
            if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
                connection.Mode = SqliteOpenMode.ReadWrite;
            return new ConnectionStrings(creating, connection.ToString());
        }
    }
}
