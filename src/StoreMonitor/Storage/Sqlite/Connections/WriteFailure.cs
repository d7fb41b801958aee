using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>Finds the cause of a failed write from the operating system, because SQLite has few error codes for it.</summary>
internal static class WriteFailure
{
    // With less free space SQLite cannot write: it extends its files by pages, and the index of the WAL by 32 KiB. Chosen.
    private const long MinFreeBytes = 128 * 1_024;

    /// <remarks>Call it in an exception filter, while the connection is open, because closing it removes the WAL.</remarks>
    /// <returns>The exception to throw instead; <c>null</c> if that of SQLite is sufficient.</returns>
    public static IOException? Behind(SqliteException failure, string databasePath)
    {
        var file = RealPath.Of(databasePath);
        return failure.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => new DiskFullException(databasePath, failure),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN when IsFull(file) => new DiskFullException(databasePath, failure),
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN when UnwritableOf(file) is { } unwritable => new IOException(
                $"{unwritable}{FileOwner.Described(unwritable)} cannot be written, which the database {databasePath} needs", failure),
            _ => null,
        };
    }

    private static bool IsFull(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace < MinFreeBytes;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static string? UnwritableOf(string database)
    {
        string[] files = [database, database + "-wal", database + "-shm", Path.GetDirectoryName(database)!];
        return Array.Find(files, file => Path.Exists(file) && !FileOwner.MayWrite(file));
    }
}
