using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>Gives the room of what was removed from the database back to the disk.</summary>
/// <remarks>
/// By a copy of what is left (VACUUM), which is safe beside a running service: readers keep their snapshots, and jobs are in a file of
/// their
/// own. A little room is left to what will be stored next: copying everything costs more than it gives.
/// </remarks>
internal static class FreeSpace
{
    private const int LeastPercent = 10;

    /// <returns>What became of it, for people; <c>null</c> when there was little to give back.</returns>
    public static string? GiveBack(SqliteConnection connection)
    {
        if (100 * connection.ReadNumber("PRAGMA freelist_count") < LeastPercent * connection.ReadNumber("PRAGMA page_count"))
            return null;

        var before = Bytes(connection);
        try
        {
            connection.Execute("VACUUM");
            Database.TruncateLog(connection);
            return string.Create(CultureInfo.InvariantCulture, $"the database takes {Bytes(connection)} bytes, before {before}");
        }
        catch (SqliteException failure) when (StorageFailure.Of(failure) is { IsBusy: true } or { IsUnwritable: true })
        {
            return $"the room was not given back to the disk, but what is stored next will use it: {FailureText.Of(failure)}";
        }
    }

    private static long Bytes(SqliteConnection connection) =>
        connection.ReadNumber("PRAGMA page_count") * connection.ReadNumber("PRAGMA page_size");
}
