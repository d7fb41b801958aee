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
        if (100 * Number(connection, "PRAGMA freelist_count") < LeastPercent * Number(connection, "PRAGMA page_count"))
            return null;

        var before = Bytes(connection);
        try
        {
            Execute(connection, "VACUUM");
            Database.TruncateLog(connection);
            return string.Create(CultureInfo.InvariantCulture, $"the database takes {Bytes(connection)} bytes, before {before}");
        }
        catch (SqliteException failure) when (StorageFailure.Of(failure) is { IsBusy: true } or { IsUnwritable: true })
        {
            return $"the room was not given back to the disk, but what is stored next will use it: {FailureText.Of(failure)}";
        }
    }

    private static long Bytes(SqliteConnection connection) => Number(connection, "PRAGMA page_count") * Number(connection, "PRAGMA page_size");

    private static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new RawStatement(connection, sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
