using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>Short commands on a connection that writes.</summary>
internal static class SqliteCommands
{
    /// <summary>Executes one statement or several.</summary>
    /// <exception cref="SqliteException">One of them failed.</exception>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query selects; zero when it selects no row.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long ReadNumber(this SqliteConnection connection, string sql)
    {
        using var statement = new RawStatement(connection, sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }
}
