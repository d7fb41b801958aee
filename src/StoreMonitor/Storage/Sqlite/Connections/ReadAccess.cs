using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>Opens a database to read it, also for somebody who may not write it.</summary>
/// <remarks>
/// SQLite makes a log and an index of it beside a database even to read it. It cannot where the folder is read-only, and files of a reader
/// who may
/// not write the database would be in the way of its owner. A database without a log is read as it is instead; one with a log is read
/// with the index that the process which writes it has made.
/// </remarks>
internal static class ReadAccess
{
    public static ReadConnection Open(DatabaseAddress address, TimeSpan busyTimeout)
    {
        if (!address.IsReadOnly)
        {
            var connection = new ReadConnection(address.Path, isReadOnly: false, address.Vfs, busyTimeout);
            if (connection.MayWrite && (HasIndex(address) || CanRead(connection)))
                return connection;
            connection.Dispose();
        }

        return OpenWithoutWriting(address, busyTimeout);
    }

    private static ReadConnection OpenWithoutWriting(DatabaseAddress address, TimeSpan busyTimeout)
    {
        var log = new FileInfo(address.RealPath + "-wal");
        if (log.Exists && HasIndex(address))
        {
            var connection = new ReadConnection(address.Path, isReadOnly: true, address.Vfs, busyTimeout);
            if (CanRead(connection))
                return connection;
            connection.Dispose();
        }

        if (!log.Exists || log.Length == 0)
        {
            return new ReadConnection(
                FileAddress.Immutable(address.RealPath), isReadOnly: true, address.Vfs, busyTimeout, address.RealPath);
        }

        throw new IOException(
            $"the log {log.FullName} has facts that are not in the database yet, "
            + $"and only somebody who may write {address.Path}{FileOwner.Described(address.RealPath)} can read them: "
            + "run any verb as that user, or start the service");
    }

    private static bool HasIndex(DatabaseAddress address) => File.Exists(address.RealPath + "-shm");

    // SQLite looks for the log at the first read.
    private static bool CanRead(ReadConnection connection)
    {
        try
        {
            using var statement = new RawStatement(connection, "PRAGMA schema_version");
            return statement.Step();
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
        {
            return false;
        }
    }
}
