using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>The version of the facts as a whole. Every transaction that changes a fact advances it, so equal versions mean equal facts.</summary>
internal static class FactsVersion
{
    /// <summary>The version that the connection's transaction sees.</summary>
    public static long Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM facts";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>How many rows the connection has ever changed, for <see cref="AdvanceIfChanged"/>.</summary>
    public static long ChangesOf(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT total_changes()");
        statement.Step();
        return statement.Int64(0);
    }

    /// <summary>Advances the version inside the transaction that changes the facts, if it has changed a row.</summary>
    /// <remarks>SQLite counts: a week that loses a row has changed, though no row of the file was stored.</remarks>
    public static void AdvanceIfChanged(SqliteConnection connection, SqliteTransaction transaction, long changesBefore)
    {
        if (ChangesOf(connection) == changesBefore)
            return;

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE facts SET version = version + 1";
        command.ExecuteNonQuery();
    }
}
