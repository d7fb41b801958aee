using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage;

/// <summary>The SQLite database that everything is kept in: how to reach it, and that it has the schema of this version.</summary>
internal sealed class Database
{
    // How long a writer waits for another process to finish its transaction; chosen, above the time of the largest ingest measured.
    private const int BusyTimeoutSeconds = 60;

    private const string JournalMode = "wal";

    /// <summary>How long a check of health waits for another process; chosen, below what a probe waits for an answer.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(0.5);

    private static readonly string WaitWhileBusy = $"PRAGMA busy_timeout = {BusyTimeoutSeconds * 1_000}";

    // Half the time of reading a report's polls with SQLite's own 4 KiB, and a file a tenth smaller (2026-11-22, 2 cores).
    private const int PageSize = 16_384;

    // What every SQLite database begins with: https://www.sqlite.org/fileformat2.html, 1.3.1.
    private static ReadOnlySpan<byte> FileStart => "SQLite format 3\0"u8;

    // What SQLite keeps beside a database, by what is added to its name. A log holds what was acknowledged.
    private static readonly string[] BesideSuffixes = ["-wal", "-shm", "-journal"];

    // The words that can start a connection string: a path may hold any other.
    private static readonly string[] ConnectionStringStarts = ["Data Source", "DataSource", "Filename"];

    // Made when the first connection of Microsoft.Data.Sqlite is: a report of a database that is up to date needs none.
    private readonly Lazy<ConnectionStrings> _connectionStrings;
    private readonly bool _isPath;
    private readonly bool _isReadOnly;
    private readonly string? _vfs;

    static Database() => SqliteApi.Configure();

    /// <param name="pathOrConnectionString">A file, or a connection string of Microsoft.Data.Sqlite.</param>
    public Database(string pathOrConnectionString)
    {
        _connectionStrings = new Lazy<ConnectionStrings>(() => ConnectionStrings.Of(pathOrConnectionString));
        _isPath = !IsConnectionString(pathOrConnectionString);
        if (_isPath)
        {
            Path = pathOrConnectionString;
            return;
        }

        var connection = new SqliteConnectionStringBuilder(pathOrConnectionString);
        Path = connection.DataSource;
        _isReadOnly = connection.Mode == SqliteOpenMode.ReadOnly;
        _vfs = connection.Vfs;
    }

    /// <summary>What is wrong with a path or connection string; <c>null</c> when nothing is, as far as can be told without the file.</summary>
    public static string? ProblemWith(string pathOrConnectionString)
    {
        try
        {
            return IsConnectionString(pathOrConnectionString)
                ? ProblemWith(new SqliteConnectionStringBuilder(pathOrConnectionString))
                : ProblemWith(pathOrConnectionString, isInMemory: false);
        }
        catch (ArgumentException)
        {
            return "is not a connection string of Microsoft.Data.Sqlite";
        }
    }

    /// <summary>Whether a SQLite database is at a path, or what SQLite keeps beside one: this one by another name, or any other.</summary>
    public static bool IsAt(string path) =>
        BeginsAsDatabase(path) || BesideSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal) && BeginsAsDatabase(path[..^suffix.Length]));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the file is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Whether a file is this database, or what is kept beside it, by whatever name.</summary>
    public bool IsKeptIn(OutputPath path) => path.IsSameFileAs(Path) || Array.Exists(BesideSuffixes, suffix => path.IsSameFileAs(Path + suffix));

    /// <summary>How long a reader waits for another process.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(BusyTimeoutSeconds);

    /// <summary>Creates the file and its folder where there are none, and brings the schema up to date.</summary>
    /// <exception cref="DatabaseRefusedException">It belongs to a newer version, or to something else.</exception>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    public void Prepare()
    {
        try
        {
            if (IsReady())
                return;
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder)
                Directory.CreateDirectory(folder);

            using var connection = Open(_connectionStrings.Value.Creating);
            Execute(connection, $"PRAGMA page_size = {PageSize}");
            Schema.Update(connection);
            Execute(connection, $"PRAGMA journal_mode = {JournalMode}");
        }
        catch (SqliteException failure) when (FileSizeLimit.Behind(failure, Path) is { } limit)
        {
            throw limit;
        }
        catch (SqliteException failure)
        {
            throw new IOException($"{FailureText.Of(failure)} ({Path})", failure);
        }
    }

    /// <summary>A connection of its own, for a command that writes; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is not there.</exception>
    public SqliteConnection Open() => Open(_connectionStrings.Value.Existing);

    /// <summary>A connection of its own to read the facts from; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is not there.</exception>
    public ReadConnection OpenToRead() => new(Path, _isReadOnly, _vfs, BusyTimeout);

    /// <summary>Whether the connection string says that it is only to be read.</summary>
    public bool IsReadOnly => _isReadOnly;

    /// <summary>The same for a check of its health, which waits for nobody for long.</summary>
    /// <inheritdoc cref="OpenToRead"/>
    public ReadConnection OpenToProbe() => new(Path, _isReadOnly, _vfs, ProbeTimeout);

    /// <summary>A connection for bulk writes: what it commits is on the disk. <see cref="EmptyLog"/> comes when they are done.</summary>
    /// <remarks>
    /// Rows come in key order, so pages are not come back to: 8 MiB of them at hand take the time of 32. Foreign keys are not checked:
    /// every store key comes from <see cref="StoreKeys"/> in the same transaction, and looking each up again is a quarter of the writing.
    /// </remarks>
    public SqliteConnection OpenForIntake()
    {
        var connection = Open();
        Execute(connection, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 0");
        return connection;
    }

    /// <summary>
    /// Moves what was committed from the log to the file. It waits for nobody: what a reader's snapshot is in the way of stays in the
    /// log, as good as in the file, until the next time.
    /// </summary>
    public static void EmptyLog(SqliteConnection intake) =>
        Execute(intake, $"PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); {WaitWhileBusy}");

    private static bool IsConnectionString(string text) =>
        text.Contains('=') && Array.Exists(ConnectionStringStarts, start => text.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static string? ProblemWith(SqliteConnectionStringBuilder connection) =>
        ProblemWith(connection.DataSource, connection.Mode == SqliteOpenMode.Memory);

    private static string? ProblemWith(string file, bool isInMemory)
    {
        if (string.IsNullOrWhiteSpace(file))
            return "names no file";
        return isInMemory || file.Contains(":memory:", StringComparison.Ordinal) ? "is in memory, where nothing would be kept" : null;
    }

    // The usual case, found out without the long way, which meets any failure again and tells it; but who has waited for another
    // process is not made to wait once more. A connection string goes that way always, for Microsoft.Data.Sqlite to judge it.
    private bool IsReady()
    {
        if (!_isPath || !File.Exists(Path))
            return false;

        try
        {
            using var connection = OpenToRead();
            using var mode = new RawStatement(connection, "PRAGMA journal_mode");
            return mode.Step() && mode.Text(0) == JournalMode && Schema.IsCurrent(connection, Path);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            return false;
        }
    }

    private static bool BeginsAsDatabase(string path)
    {
        // A pipe is not opened, because that could wait for ever. A link has a length of its own, so what it refers to is asked.
        if (FileEntry.At(path) is not { Kind: FileKind.File } file || file.Length < FileStart.Length)
            return false;

        using var stream = File.OpenRead(path);
        var start = new byte[FileStart.Length];
        stream.ReadExactly(start);
        return start.AsSpan().SequenceEqual(FileStart);
    }

    private static FactsConnection Open(string connectionString)
    {
        var connection = new FactsConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, WaitWhileBusy);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <param name="Creating">Makes the file if it is not there.</param>
    /// <param name="Existing">Opens a file that is there.</param>
    private sealed record ConnectionStrings(string Creating, string Existing)
    {
        public static ConnectionStrings Of(string pathOrConnectionString)
        {
            var connection = IsConnectionString(pathOrConnectionString)
                ? new SqliteConnectionStringBuilder(pathOrConnectionString)
                : new SqliteConnectionStringBuilder { DataSource = pathOrConnectionString };
            connection.ForeignKeys = true;
            connection.DefaultTimeout = BusyTimeoutSeconds;
            connection.Pooling = false;
            var creating = connection.ToString();

            // Only Prepare makes a file: one made later, in place of a file that is gone, would be empty and look like a database.
            if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
                connection.Mode = SqliteOpenMode.ReadWrite;
            return new ConnectionStrings(creating, connection.ToString());
        }
    }
}
