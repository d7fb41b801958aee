using Microsoft.Data.Sqlite;

namespace StoreMonitor.Tests.Support;

/// <summary>A SQLite file that another connection holds until what is returned is disposed of.</summary>
internal static class SqliteHold
{
    /// <summary>Holds a database of facts so that nobody can read either, as SQLite itself does while it recovers the file after a crash.</summary>
    public static SqliteConnection Facts(string path) => Begin(path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

    public static SqliteConnection Begin(string path, string sql)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return connection;
    }
}
