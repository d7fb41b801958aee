using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Support;

/// <summary>Everything that a database says about stores, as text, read without the code under test.</summary>
/// <param name="Polls">As <c>store 2024-10-07T10:00:00.5Z active</c>, by store and instant.</param>
/// <param name="Hours">As <c>store 0 09:00:00-12:00:00</c>, by store, day and times.</param>
/// <param name="Zones">As <c>store UTC</c>, by store; only of those with a zone.</param>
/// <param name="Stores">The ids.</param>
internal sealed record Facts(
    IReadOnlyList<string> Polls, IReadOnlyList<string> Hours, IReadOnlyList<string> Zones, IReadOnlyList<string> Stores)
{
    /// <param name="database">A file, or the address of a database of a server.</param>
    public static Facts In(string database)
    {
        using var connection = Open(database);
        return new Facts(
            Read(connection, "SELECT s.store_id, p.at_us, p.status FROM polls p JOIN stores s USING (store_key) ORDER BY 1, 2", row =>
                $"{row.GetString(0)} {At(Number(row, 1))} {Status(Number(row, 2))}"),
            Read(connection, "SELECT s.store_id, h.day, h.opens_at_s, h.closes_at_s FROM business_hours h JOIN stores s USING (store_key) ORDER BY 1, 2, 3, 4", row =>
                $"{row.GetString(0)} {Number(row, 1)} {Time(Number(row, 2))}-{Time(Number(row, 3))}"),
            Read(connection, "SELECT store_id, zone_id FROM stores WHERE zone_id IS NOT NULL ORDER BY 1", row =>
                $"{row.GetString(0)} {row.GetString(1)}"),
            Read(connection, "SELECT store_id FROM stores ORDER BY 1", row => row.GetString(0)));
    }

    /// <summary>How <see cref="Polls"/> writes the instant of so many microseconds since the epoch.</summary>
    public static string At(long microseconds) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(microseconds * 10));

    /// <summary>One number of one row, or <c>null</c>.</summary>
    public static object? Scalar(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Status(long status) => status == 1 ? "active" : "inactive";

    // A closing on the next date is written as 26:00:00.
    private static string Time(long second) => string.Create(CultureInfo.InvariantCulture, $"{second / 3_600:00}:{second / 60 % 60:00}:{second % 60:00}");

    private static DbConnection Open(string database)
    {
        if (Databases.IsServer(database))
            return TestDatabase.Open(database);

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        connection.Open();
        return connection;
    }

    // SQLite has one type of integers, and PostgreSQL has several.
    private static long Number(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static List<string> Read(DbConnection connection, string sql, Func<DbDataReader, string> text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(text(reader));
        return rows;
    }
}
