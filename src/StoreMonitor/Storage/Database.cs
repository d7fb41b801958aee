using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage;

/// <summary>The SQLite database that everything is kept in: how to reach it, and that it has the schema of this version.</summary>
internal sealed class Database
{
    // How long a writer waits for another process to finish its transaction; chosen, above the time of the largest ingest measured.
    private const int BusyTimeoutSeconds = 60;

    private static readonly string BusyTimeout = $"PRAGMA busy_timeout = {BusyTimeoutSeconds * 1_000}";

    // Half the time of reading a report's polls with SQLite's own 4 KiB, and a file a tenth smaller (2026-11-22, 2 cores).
    private const int PageSize = 16_384;

    // What every SQLite database begins with: https://www.sqlite.org/fileformat2.html, 1.3.1.
    private static ReadOnlySpan<byte> FileStart => "SQLite format 3\0"u8;

    // What SQLite keeps beside a database, by what is added to its name. A log holds what was acknowledged.
    private static readonly string[] BesideSuffixes = ["-wal", "-shm", "-journal"];

    private readonly string _creatingConnectionString;
    private readonly string _connectionString;

    // SQLite counts the memory it takes for nobody here, and every thread waits for that count: two readers took the time of one after
    // the other. Where a connection was open before, it is too late, and goes as before.
    static Database()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="pathOrConnectionString">A file, or a connection string of Microsoft.Data.Sqlite.</param>
    public Database(string pathOrConnectionString)
    {
        var connection = Parse(pathOrConnectionString);
        connection.ForeignKeys = true;
        connection.DefaultTimeout = BusyTimeoutSeconds;
        Path = connection.DataSource;

        connection.Pooling = false;
        _creatingConnectionString = connection.ToString();

        // Only Prepare makes a file: one made later, in place of a file that is gone, would be empty and look like a database.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
            connection.Mode = SqliteOpenMode.ReadWrite;
        _connectionString = connection.ToString();
        connection.Pooling = true;
        PooledConnectionString = connection.ToString();
    }

    /// <summary>What is wrong with a path or connection string; <c>null</c> when nothing is, as far as can be told without the file.</summary>
    public static string? ProblemWith(string pathOrConnectionString)
    {
        try
        {
            var connection = Parse(pathOrConnectionString);
            if (string.IsNullOrWhiteSpace(connection.DataSource))
                return "names no file";
            var isInMemory = connection.Mode == SqliteOpenMode.Memory || connection.DataSource.Contains(":memory:", StringComparison.Ordinal);
            return isInMemory ? "is in memory, where nothing would be kept" : null;
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

    /// <summary>For EF Core, whose many short uses share connections.</summary>
    public string PooledConnectionString { get; }

    /// <summary>Creates the file and its folder where there are none, and brings the schema up to date.</summary>
    /// <exception cref="DatabaseRefusedException">It belongs to a newer version, or to something else.</exception>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    public void Prepare()
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder)
            Directory.CreateDirectory(folder);

        try
        {
            using var connection = Open(_creatingConnectionString);
            Execute(connection, $"PRAGMA page_size = {PageSize}");
            Schema.Update(connection, _connectionString);
            Execute(connection, "PRAGMA journal_mode = WAL");
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

    /// <summary>A connection of its own, for a command or a report; the caller closes it.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is not there.</exception>
    public SqliteConnection Open() => Open(_connectionString);

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
        Execute(intake, $"PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); {BusyTimeout}");

    /// <summary>Whether no poll has been stored yet.</summary>
    public static bool HasNoPolls(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM poll_chunks)";
        return (long)command.ExecuteScalar()! == 1;
    }

    private static SqliteConnectionStringBuilder Parse(string pathOrConnectionString)
    {
        // A path may hold any character, so only the words that can start a connection string make it one.
        string[] starts = ["Data Source", "DataSource", "Filename"];
        var isConnectionString = pathOrConnectionString.Contains('=')
            && starts.Any(start => pathOrConnectionString.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return isConnectionString
            ? new SqliteConnectionStringBuilder(pathOrConnectionString)
            : new SqliteConnectionStringBuilder { DataSource = pathOrConnectionString };
    }

    private static bool BeginsAsDatabase(string path)
    {
        // A pipe has no length, and to open it could last for ever.
        if (new FileInfo(path) is not { Exists: true } file || file.Length < FileStart.Length)
            return false;

        using var stream = file.OpenRead();
        var start = new byte[FileStart.Length];
        stream.ReadExactly(start);
        return start.AsSpan().SequenceEqual(FileStart);
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, BusyTimeout);
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
}
