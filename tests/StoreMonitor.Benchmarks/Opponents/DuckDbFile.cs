using DuckDB.NET.Data;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>The database that DuckDB reports from, made outside any measurement and to its advantage.</summary>
/// <remarks>
/// Instants and hours are integers already, and the polls sorted by store and instant; the stores that have polls are known. Business time
/// is there as a table of intervals too, for a contender that is spared what our report does each time.
/// </remarks>
internal static class DuckDbFile
{
    public const string GivenBusinessTime = "given_business_time";

    public static void Make(string path, string dataFolder)
    {
        using var connection = Open(path);
        Execute(connection, LoadSql(Path.Combine(dataFolder, DataSet.PollsName)));
        Execute(connection, LoadHoursSql(Path.Combine(dataFolder, "menu_hours.csv"), Path.Combine(dataFolder, "timezones.csv")));
        AppendBusinessTime(connection, dataFolder);
        Execute(connection, "CHECKPOINT");
    }

    public static DuckDBConnection Open(string path)
    {
        var connection = new DuckDBConnection($"Data Source={path}");
        connection.Open();
        return connection;
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long ReadInt64(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static string LoadSql(string polls) =>
        $$"""
        CREATE TABLE polls AS
        SELECT store_id, epoch_us(CAST(replace(timestamp_utc, ' UTC', '') AS TIMESTAMP)) AS at_us, status = 'active' AS is_active
        FROM read_csv('{{polls}}', columns = {'store_id': 'VARCHAR', 'status': 'VARCHAR', 'timestamp_utc': 'VARCHAR'})
        ORDER BY store_id, at_us;
        CREATE TABLE stores AS SELECT DISTINCT store_id FROM polls;
        CREATE TABLE {{GivenBusinessTime}} (store_id VARCHAR, start_us BIGINT, end_us BIGINT);
        """;

    private static string LoadHoursSql(string hours, string zones) =>
        $$"""
        CREATE TABLE hours AS
        SELECT DISTINCT store_id, "dayOfWeek" AS day, epoch(start_time_local)::INTEGER AS opens_s, epoch(end_time_local)::INTEGER AS closes_s
        FROM read_csv('{{hours}}', columns = {'store_id': 'VARCHAR', 'dayOfWeek': 'INTEGER', 'start_time_local': 'TIME', 'end_time_local': 'TIME'});
        CREATE TABLE zones AS
        SELECT store_id, timezone_str AS zone FROM read_csv('{{zones}}', columns = {'store_id': 'VARCHAR', 'timezone_str': 'VARCHAR'});
        """;

    private static void AppendBusinessTime(DuckDBConnection connection, string dataFolder)
    {
        var asOf = UnixMicroseconds.ToInstant(ReadInt64(connection, "SELECT max(at_us) FROM polls"));
        var window = ReportWindow.LastWeek.EndingAt(asOf);
        var range = UptimeCalculator.BusinessTimeRange(window.Start, window.End, asOf, UptimeOptions.Default);
        var businessTime = new BusinessTimeCache(range.Start, range.End);
        var hours = StoresFromFiles.Read(dataFolder).ToDictionary(store => store.Id, store => store.Hours);

        using var appender = connection.CreateAppender(GivenBusinessTime);
        foreach (var id in ReadStores(connection))
        {
            var store = hours.GetValueOrDefault(id) ?? StoreHours.Of(null, null);
            var intervals = businessTime.Around(store.Calendar).BusinessTime;
            for (var index = 0; index < intervals.Count; index++)
                appender.CreateRow().AppendValue(id).AppendValue(intervals.StartOf(index)).AppendValue(intervals.EndOf(index)).EndRow();
        }
    }

    private static List<string> ReadStores(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT store_id FROM stores ORDER BY store_id";
        using var rows = command.ExecuteReader();
        var stores = new List<string>();
        while (rows.Read())
            stores.Add(rows.GetString(0));
        return stores;
    }
}
