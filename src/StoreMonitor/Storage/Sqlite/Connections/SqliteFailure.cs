using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>What a failure says of the database.</summary>
internal static class SqliteFailure
{
    /// <summary>Whether nothing can be stored until somebody has seen to the machine; nothing was stored by what failed.</summary>
    public static bool IsUnwritable(Exception failure) => In(failure)?.SqliteErrorCode
        is raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN;

    /// <summary>Whether another process holds the database; nothing was stored by what failed, and the same will succeed later.</summary>
    public static bool IsBusy(Exception failure) => In(failure)?.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The failure of SQLite that a failure is, or comes from, as those of EF Core do; <c>null</c> when there is none.</summary>
    public static SqliteException? In(Exception failure) => failure as SqliteException ?? failure.InnerException as SqliteException;
}
