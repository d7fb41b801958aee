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

    /// <summary>Advances the version, inside the transaction that changes the facts.</summary>
    public static void Advance(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE facts SET version = version + 1";
        command.ExecuteNonQuery();
    }
}
