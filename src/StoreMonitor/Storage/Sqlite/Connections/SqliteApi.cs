using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

[assembly: DisableRuntimeMarshalling]

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>The functions of SQLite itself that facts are read and written with: https://www.sqlite.org/c3ref/funclist.html.</summary>
/// <remarks>
/// They take and give numbers and addresses only, so the calls are compiled ahead. Those of SQLitePCL are compiled anew in each process,
/// which was a fifth of a cold report (docs/decisions/0010). Addresses of connections and statements stay within
/// <see cref="ReadConnection"/> and <see cref="RawStatement"/>.
/// </remarks>
internal static unsafe partial class SqliteApi
{
    private const string Library = "e_sqlite3";
    private const int PrimaryCode = 0xFF;

    /// <summary>For <c>sqlite3_bind_text</c>: it makes a copy.</summary>
    public static readonly nint Transient = -1;

    /// <summary>To be called before any connection is opened, of whichever kind.</summary>
    /// <remarks>
    /// SQLite counts the memory it takes for nobody here, and every thread waits for that count: two readers took the time of one after
    /// the other. Where a connection was open before, it is too late, and goes as before.
    /// </remarks>
    public static void Configure()
    {
        if (!OperatingSystem.IsMacOS())
        {
            _ = sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
            return;
        }

        // A function of C with a varying number of arguments takes them elsewhere there; SQLitePCL knows.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <exception cref="SqliteException">The code tells of a failure, as all but <c>SQLITE_OK</c> do; in the words of SQLite.</exception>
    public static void Check(int code, nint connection)
    {
        if (code == raw.SQLITE_OK)
            return;

        // The connection knows more of its latest failure, but not of one before.
        var primary = code & PrimaryCode;
        var extended = connection == 0 ? code : sqlite3_extended_errcode(connection);
        var isLatest = connection != 0 && (extended & PrimaryCode) == primary;
        var message = Marshal.PtrToStringUTF8(isLatest ? sqlite3_errmsg(connection) : sqlite3_errstr(code));
        throw new SqliteException($"SQLite Error {primary}: '{message}'.", primary, isLatest ? extended : code);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static nint Open(string file, int flags, string? vfs)
    {
        fixed (byte* name = WithEnd(file), system = vfs is null ? null : WithEnd(vfs))
        {
            var code = sqlite3_open_v2(name, out var connection, flags, system);
            try
            {
                Check(code, connection);
                return connection;
            }
            catch
            {
                _ = sqlite3_close_v2(connection);
                throw;
            }
        }
    }

    /// <summary>Whether the file of a connection was opened to be read only: one; zero when it may be written.</summary>
    public static int IsReadOnly(nint connection)
    {
        fixed (byte* main = "main\0"u8)
            return sqlite3_db_readonly(connection, main);
    }

    /// <summary>Has a connection leave the log as it is when it closes.</summary>
    public static void KeepLog(nint connection)
    {
        // A function of C with a varying number of arguments: see Configure.
        if (!OperatingSystem.IsMacOS())
            _ = sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, null);
    }

    /// <summary>Begins a copy of all pages from one connection's database to another's.</summary>
    /// <exception cref="SqliteException">The target is in use.</exception>
    public static nint BeginBackup(nint target, nint source)
    {
        fixed (byte* main = "main\0"u8)
        {
            var backup = sqlite3_backup_init(target, main, source, main);
            if (backup == 0)
                Check(sqlite3_extended_errcode(target), target);
            return backup;
        }
    }

    /// <summary>Prepares a statement that is used many times.</summary>
    /// <exception cref="SqliteException">The database has no such table or column, or cannot be read.</exception>
    public static nint Prepare(nint connection, string sql)
    {
        fixed (byte* text = WithEnd(sql))
        {
            Check(sqlite3_prepare_v3(connection, text, -1, raw.SQLITE_PREPARE_PERSISTENT, out var statement, null), connection);
            return statement;
        }
    }

    [LibraryImport(Library)]
    public static partial int sqlite3_close_v2(nint connection);

    [LibraryImport(Library)]
    public static partial int sqlite3_busy_timeout(nint connection, int milliseconds);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_int64(nint statement, int parameter, long value);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_null(nint statement, int parameter);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_text(nint statement, int parameter, byte* text, int length, nint destructor);

    [LibraryImport(Library)]
    public static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_finalize(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library)]
    public static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library)]
    public static partial byte* sqlite3_column_text(nint statement, int column);

    [LibraryImport(Library)]
    public static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library)]
    public static partial int sqlite3_column_bytes(nint statement, int column);

    [LibraryImport(Library)]
    public static partial int sqlite3_backup_step(nint backup, int pages);

    [LibraryImport(Library)]
    public static partial int sqlite3_backup_finish(nint backup);

    [LibraryImport(Library)]
    private static partial nint sqlite3_backup_init(nint target, byte* targetName, nint source, byte* sourceName);

    [LibraryImport(Library)]
    private static partial int sqlite3_db_readonly(nint connection, byte* name);

    [LibraryImport(Library)]
    private static partial int sqlite3_db_config(nint connection, int option, int value, int* result);

    [LibraryImport(Library)]
    private static partial int sqlite3_config(int option, int value);

    [LibraryImport(Library)]
    private static partial int sqlite3_open_v2(byte* file, out nint connection, int flags, byte* vfs);

    [LibraryImport(Library)]
    private static partial int sqlite3_prepare_v3(nint connection, byte* sql, int length, uint flags, out nint statement, byte** rest);

    [LibraryImport(Library)]
    private static partial nint sqlite3_errmsg(nint connection);

    [LibraryImport(Library)]
    private static partial nint sqlite3_errstr(int code);

    [LibraryImport(Library)]
    private static partial int sqlite3_extended_errcode(nint connection);

    private static byte[] WithEnd(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        _ = Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
