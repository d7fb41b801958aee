using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Counts the stores that have facts of one kind and lack another.</summary>
internal static class StoreMatching
{
    private const string Sql =
        $"""
        SELECT coalesce(sum(polls), 0), coalesce(sum(hours), 0), coalesce(sum(zone), 0),
               coalesce(sum(polls AND NOT hours), 0), coalesce(sum(hours AND NOT polls), 0),
               coalesce(sum(polls AND NOT zone), 0), coalesce(sum(zone AND NOT polls), 0),
               count(name), count(name) FILTER (WHERE NOT polls),
               count(own_groups), count(own_groups) FILTER (WHERE NOT polls),
               count(listed_groups), count(listed_groups) FILTER (WHERE NOT polls),
               count(special_hours), count(special_hours) FILTER (WHERE NOT polls),
               count(closures), count(closures) FILTER (WHERE NOT polls)
        FROM (SELECT EXISTS (SELECT 1 FROM poll_chunks c WHERE c.store_key = stores.store_key) AS polls,
                     week IS NOT NULL OR week_problem IS NOT NULL OR dated_weeks IS NOT NULL AS hours,
                     zone_id IS NOT NULL OR zone_problem IS NOT NULL OR dated_zones IS NOT NULL AS zone,
                     name, own_groups, listed_groups, special_hours, closures
              FROM {StoredStore.Table})
        """;

    public static StoreMatches Count(SqliteConnection connection)
    {
        using var counts = new RawStatement(connection, Sql);
        counts.Step();
        return StoreMatches.Of(counts);
    }
}
