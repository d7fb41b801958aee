using Microsoft.Data.Sqlite;
using NodaTime;
using SQLitePCL;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage;

/// <summary>What is known of all facts together: their version, and the latest poll.</summary>
/// <remarks>Every transaction that changes a fact advances the version, so equal versions mean equal facts.</remarks>
internal static class FactsTable
{
    /// <summary>The version that the connection's snapshot sees.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static long ReadVersion(ReadConnection connection) => Read(connection, "version") ?? throw Damaged();

    /// <summary>The instant of the latest poll stored (rule R13); <c>null</c> while there is none.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static Instant? ReadLatestPoll(ReadConnection connection) =>
        Read(connection, "latest_poll_us") is { } at ? UnixMicroseconds.ToInstant(at) : null;

    /// <summary>Tells of a poll that was stored; it becomes the latest if it is.</summary>
    public static void AdvanceLatestPoll(SqliteConnection connection, long atMicroseconds)
    {
        using var update = new RawStatement(
            connection, "UPDATE facts SET latest_poll_us = ?1 WHERE latest_poll_us IS NULL OR latest_poll_us < ?1");
        update.Bind(1, atMicroseconds);
        update.Step();
    }

    /// <summary>Finds the latest poll anew after polls before an instant were removed, in a transaction of its own.</summary>
    public static void FindLatestPoll(SqliteConnection connection, long beforeMicroseconds)
    {
        using var update = new RawStatement(
            connection,
            "UPDATE facts SET latest_poll_us = (SELECT max(at_us) FROM polls), version = version + 1 WHERE latest_poll_us < ?1");
        update.Bind(1, beforeMicroseconds);
        update.Step();
    }

    /// <summary>How many rows the connection has ever changed, for <see cref="AdvanceVersionIfChanged"/>.</summary>
    public static long ChangesOf(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT total_changes()");
        statement.Step();
        return statement.Int64(0);
    }

    /// <summary>Advances the version inside the transaction that changes the facts, if it has changed a row.</summary>
    /// <remarks>SQLite counts: a week that loses a row has changed, though no row of the file was stored.</remarks>
    public static void AdvanceVersionIfChanged(SqliteConnection connection, SqliteTransaction transaction, long changesBefore)
    {
        if (ChangesOf(connection) == changesBefore)
            return;

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE facts SET version = version + 1";
        command.ExecuteNonQuery();
    }

    // SQLite itself gives zero for what is no number, and for a row that is not there.
    private static long? Read(ReadConnection connection, string column)
    {
        using var statement = new RawStatement(connection, $"SELECT {column} FROM facts");
        if (!statement.Step() || !(statement.IsNull(0) || statement.IsInteger(0)))
            throw Damaged();
        return statement.IsNull(0) ? null : statement.Int64(0);
    }

    private static SqliteException Damaged() => new("what is known of all facts together is damaged", raw.SQLITE_CORRUPT);
}
