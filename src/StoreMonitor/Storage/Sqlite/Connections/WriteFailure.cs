using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>What a failure of SQLite comes from, when the system says more than SQLite: it has few codes for all that keeps it from writing.</summary>
internal static class WriteFailure
{
    // A disk with less is full for SQLite, which extends its files by pages and the index of its log by 32 KiB. Chosen.
    private const long LeastRoom = 128 * 1_024;

    /// <remarks>To be asked in an exception filter, while the connection is open: its log goes with it.</remarks>
    /// <returns>The failure to throw instead; <c>null</c> when that of SQLite says it all.</returns>
    public static IOException? Behind(SqliteException failure, string databasePath)
    {
        var file = RealPath.Of(databasePath);
        return failure.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => new DiskFullException(databasePath, failure),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN when IsFull(file) => new DiskFullException(databasePath, failure),
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN when InTheWay(file) is { } inTheWay => new IOException(
                $"{inTheWay}{FileOwner.Described(inTheWay)} cannot be written, which the database {databasePath} needs", failure),
            _ => null,
        };
    }

    private static bool IsFull(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static string? InTheWay(string database)
    {
        string[] files = [database, database + "-wal", database + "-shm", Path.GetDirectoryName(database)!];
        return Array.Find(files, file => Path.Exists(file) && !FileOwner.MayWrite(file));
    }
}
