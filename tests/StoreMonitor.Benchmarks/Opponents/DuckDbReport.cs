using System.Globalization;
using DuckDB.NET.Data;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>Who works out business time from local hours and zones.</summary>
internal enum BusinessTimeOf
{
    /// <summary>DuckDB, in SQL, as part of the report: the same work as ours.</summary>
    Its,

    /// <summary>We did, beforehand, and DuckDB finds a table of instants.</summary>
    Ours,
}

/// <summary>The same report by DuckDB: rule R8 in full, three windows, the CSV of rule R15.</summary>
internal static class DuckDbReport
{
    /// <summary>The verb by which this program runs as DuckDB's cold process.</summary>
    public const string Verb = "duckdb-report";

    private const long MicrosecondsPerMinute = 60_000_000;
    private const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;
    private const int WeekHours = 168;
    private const int CarryHours = 24;
    private const long CarryMicroseconds = CarryHours * MicrosecondsPerHour;

    /// <summary>Opens a database, writes one report, and closes it: all that a cold process does.</summary>
    public static int Run(string database, string output, BusinessTimeOf businessTime)
    {
        using var connection = DuckDbFile.Open(database);
        Run(connection, output, businessTime);
        return 0;
    }

    /// <summary>Writes one report from a database that is open.</summary>
    public static void Run(DuckDBConnection connection, string output, BusinessTimeOf businessTime)
    {
        // In two steps, for a constant lets DuckDB leave out what is older while it reads.
        var asOf = DuckDbFile.ReadInt64(connection, "SELECT max(at_us) FROM polls");
        if (businessTime == BusinessTimeOf.Its)
            DuckDbBusinessTime.Make(connection, asOf);
        DuckDbFile.Execute(connection, Sql(asOf, output, businessTime == BusinessTimeOf.Its ? DuckDbBusinessTime.Table : DuckDbFile.GivenBusinessTime));
    }

    // A piece is business time of one interval between two counted polls, as in Core's StatusTimeline: the poll before speaks for
    // [start, before_ends), the poll after for [after_starts, end), and none for what is between.
    private static string Sql(long asOf, string output, string businessTime) =>
        $$"""
        COPY (
        WITH counted AS (
            SELECT p.store_id, p.at_us, p.is_active, b.start_us AS interval_start, b.end_us AS interval_end
            FROM polls p ASOF JOIN {{businessTime}} b ON b.store_id = p.store_id AND b.start_us <= p.at_us
            WHERE p.at_us >= {{AsOfMinus(asOf, hours: WeekHours + CarryHours)}} AND p.at_us < b.end_us),
        after_poll AS (
            SELECT store_id, interval_end, at_us AS before_at, is_active AS before_active, at_us AS start_us,
                lead(at_us) OVER w AS after_at, lead(is_active) OVER w AS after_active
            FROM counted WINDOW w AS (PARTITION BY store_id ORDER BY at_us)),
        opening AS (
            SELECT b.store_id, b.end_us AS interval_end, p.at_us AS before_at, p.is_active AS before_active, b.start_us,
                n.at_us AS after_at, n.is_active AS after_active
            FROM {{businessTime}} b
            ASOF LEFT JOIN counted p ON p.store_id = b.store_id AND p.at_us < b.start_us
            ASOF LEFT JOIN counted n ON n.store_id = b.store_id AND n.at_us >= b.start_us
            WHERE b.end_us > {{AsOfMinus(asOf, WeekHours)}} AND b.start_us < {{asOf}}),
        piece AS (
            SELECT *, least(interval_end, coalesce(after_at, interval_end)) AS end_us, true AS before_first FROM after_poll
            UNION ALL
            SELECT *, least(interval_end, coalesce(after_at, interval_end)), coalesce(after_at >= interval_end, true) FROM opening),
        reach AS (
            SELECT *,
                least(greatest(coalesce(before_at + {{CarryMicroseconds}}, start_us), start_us), end_us) AS before_reach,
                least(greatest(coalesce(after_at - {{CarryMicroseconds}}, end_us), start_us), end_us) AS after_reach
            FROM piece WHERE end_us > greatest(start_us, {{AsOfMinus(asOf, WeekHours)}}) AND start_us < {{asOf}}),
        span AS (
            SELECT store_id, start_us, end_us, before_active, after_active,
                CASE WHEN before_first THEN before_reach ELSE least(before_reach, after_reach) END AS before_ends,
                CASE WHEN before_first THEN greatest(before_reach, after_reach) ELSE after_reach END AS after_starts
            FROM reach),
        total AS (
            SELECT store_id, {{Totals("hour", asOf, 1)}}, {{Totals("day", asOf, 24)}}, {{Totals("week", asOf, WeekHours)}}
            FROM span GROUP BY store_id)
        SELECT store_id,
            {{Cell("up", "hour", MicrosecondsPerMinute)}} AS uptime_last_hour,
            {{Cell("up", "day", MicrosecondsPerHour)}} AS uptime_last_day,
            {{Cell("up", "week", MicrosecondsPerHour)}} AS uptime_last_week,
            {{Cell("down", "hour", MicrosecondsPerMinute)}} AS downtime_last_hour,
            {{Cell("down", "day", MicrosecondsPerHour)}} AS downtime_last_day,
            {{Cell("down", "week", MicrosecondsPerHour)}} AS downtime_last_week
        FROM stores LEFT JOIN total USING (store_id)
        ORDER BY store_id
        ) TO '{{output}}' (FORMAT csv, HEADER)
        """;

    private static long AsOfMinus(long asOf, int hours) => asOf - (hours * MicrosecondsPerHour);

    private static string Totals(string window, long asOf, int hours)
    {
        var (from, to) = (AsOfMinus(asOf, hours), asOf);
        var before = Shared("start_us", "before_ends", from, to);
        var after = Shared("after_starts", "end_us", from, to);
        return string.Create(CultureInfo.InvariantCulture, $"""
            sum(if(before_active, {before}, 0) + if(after_active, {after}, 0)) AS up_{window},
            sum(if(not before_active, {before}, 0) + if(not after_active, {after}, 0)) AS down_{window},
            sum({Shared("before_ends", "after_starts", from, to)}) AS unknown_{window}
            """);
    }

    private static string Shared(string start, string end, long from, long to) =>
        string.Create(CultureInfo.InvariantCulture, $"greatest(0, least({end}, {to}) - greatest({start}, {from}))");

    // NULL, which is written as an empty cell, where nothing is known; else two decimals, half away from zero.
    private static string Cell(string what, string window, long unit)
    {
        var hundredth = unit / 100;
        var hundredths = string.Create(CultureInfo.InvariantCulture, $"((coalesce({what}_{window}, 0) + {hundredth / 2}) // {hundredth})");
        return $"""
            CASE WHEN up_{window} + down_{window} = 0 AND unknown_{window} > 0 THEN NULL
            ELSE concat({hundredths} // 100, '.', lpad(CAST({hundredths} % 100 AS VARCHAR), 2, '0')) END
            """;
    }
}
