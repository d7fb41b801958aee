using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Counts the stores that have facts of one kind and lack another.</summary>
internal static class StoreMatching
{
    private const string Sql =
        """
        SELECT coalesce(sum(polls), 0), coalesce(sum(hours), 0), coalesce(sum(zone), 0),
               coalesce(sum(polls AND NOT hours), 0), coalesce(sum(hours AND NOT polls), 0),
               coalesce(sum(polls AND NOT zone), 0), coalesce(sum(zone AND NOT polls), 0)
        FROM (SELECT EXISTS (SELECT 1 FROM poll_chunks c WHERE c.store_key = s.store_key) AS polls,
                     week IS NOT NULL OR week_problem IS NOT NULL AS hours,
                     zone_id IS NOT NULL OR zone_problem IS NOT NULL AS zone
              FROM stores s)
        """;

    public static StoreMatches Count(SqliteConnection connection)
    {
        using var counts = new RawStatement(connection, Sql);
        counts.Step();
        return new StoreMatches(
            counts.Int64(0), counts.Int64(1), counts.Int64(2), counts.Int64(3), counts.Int64(4), counts.Int64(5), counts.Int64(6));
    }
}
