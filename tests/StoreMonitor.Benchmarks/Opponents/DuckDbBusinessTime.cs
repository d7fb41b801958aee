using System.Globalization;
using DuckDB.NET.Data;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>Business time of all stores by DuckDB, from local hours and zones: rules R2 to R7.</summary>
/// <remarks>
/// Each local time is resolved once for each zone, however many stores keep it. DuckDB takes the later of two instants of a repeated local
/// time, and counts a skipped one from before the gap; the earlier one, and the end of the gap, are found from the offsets around it.
/// </remarks>
internal static class DuckDbBusinessTime
{
    public const string Table = "business_time";

    // So far back, and so far ahead, that no interval a report asks about is cut.
    private const int DaysBack = 17;
    private const int DaysAhead = 3;

    /// <summary>Makes a temporary table of the intervals.</summary>
    public static void Make(DuckDBConnection connection, long asOf) => DuckDbFile.Execute(connection, Sql(asOf));

    private static string Sql(long asOf) => string.Create(CultureInfo.InvariantCulture, $$"""
        CREATE OR REPLACE TEMP TABLE {{Table}} AS
        WITH zoned AS (
            SELECT store_id, coalesce(zone, 'America/Chicago') AS zone FROM stores LEFT JOIN zones USING (store_id)),
        dates AS (
            SELECT make_timestamp({{asOf}})::DATE + CAST(day AS INTEGER) AS date FROM range(-{{DaysBack}}, {{DaysAhead}} + 1) days(day)),
        opened AS (
            SELECT store_id, zone, date + to_seconds(opens_s) AS opens,
                CASE WHEN closes_s >= 86340 THEN date + to_days(1)
                    WHEN closes_s <= opens_s THEN date + to_days(1) + to_seconds(closes_s)
                    ELSE date + to_seconds(closes_s) END AS closes
            FROM zoned JOIN hours USING (store_id) JOIN dates ON isodow(date) - 1 = day),
        later AS (
            SELECT zone, wall, epoch_us(timezone(zone, wall)) AS later_us
            FROM (SELECT zone, opens AS wall FROM opened UNION SELECT zone, closes FROM opened)),
        around AS (
            SELECT *, epoch_us(wall) - {{OffsetAt("later_us - 86400000000")}} AS earlier_us, {{OffsetAt("later_us")}} AS offset_us FROM later),
        resolved AS (
            SELECT zone, wall,
                CASE WHEN later_us + offset_us <> epoch_us(wall)
                    THEN list_min(list_filter(range(later_us - later_us % 900000000 - 86400000000, later_us + 1, 900000000), t -> {{OffsetAt("t")}} = offset_us))
                    ELSE later_us END AS closing_us,
                CASE WHEN later_us + offset_us = epoch_us(wall) AND earlier_us < later_us AND earlier_us + {{OffsetAt("earlier_us")}} = epoch_us(wall)
                    THEN earlier_us ELSE closing_us END AS opening_us
            FROM around),
        interval AS (
            SELECT store_id, o.opening_us AS start_us, c.closing_us AS end_us
            FROM opened JOIN resolved o ON o.zone = opened.zone AND o.wall = opens JOIN resolved c ON c.zone = opened.zone AND c.wall = closes
            WHERE c.closing_us > o.opening_us),
        marked AS (
            SELECT *, start_us > coalesce(max(end_us) OVER (PARTITION BY store_id ORDER BY start_us, end_us
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), start_us - 1) AS is_first
            FROM interval),
        numbered AS (
            SELECT *, count(*) FILTER (is_first) OVER (PARTITION BY store_id ORDER BY start_us, end_us ROWS UNBOUNDED PRECEDING) AS number FROM marked)
        SELECT store_id, min(start_us) AS start_us, max(end_us) AS end_us FROM numbered GROUP BY store_id, number
        UNION ALL
        SELECT store_id, {{asOf}} - {{DaysBack}} * 86400000000, {{asOf}} + {{DaysAhead}} * 86400000000
        FROM stores WHERE store_id NOT IN (SELECT store_id FROM hours)
        """);

    private static string OffsetAt(string instant) => $"(epoch_us(timezone(zone, make_timestamptz(CAST({instant} AS BIGINT)))) - ({instant}))";
}
