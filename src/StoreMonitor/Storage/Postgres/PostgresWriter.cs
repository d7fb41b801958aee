using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Writes facts in bulk on a connection of its own.</summary>
/// <param name="connection">It is closed with the writer.</param>
internal sealed class PostgresWriter(PostgresDatabase database, NpgsqlConnection connection) : IFactsWriter
{
    private const string Matches =
        $"""
        SELECT count(*) FILTER (WHERE polls), count(*) FILTER (WHERE hours), count(*) FILTER (WHERE zone),
               count(*) FILTER (WHERE polls AND NOT hours), count(*) FILTER (WHERE hours AND NOT polls),
               count(*) FILTER (WHERE polls AND NOT zone), count(*) FILTER (WHERE zone AND NOT polls),
               count(name), count(name) FILTER (WHERE NOT polls),
               count(own_groups), count(own_groups) FILTER (WHERE NOT polls),
               count(listed_groups), count(listed_groups) FILTER (WHERE NOT polls),
               count(special_hours), count(special_hours) FILTER (WHERE NOT polls),
               count(closures), count(closures) FILTER (WHERE NOT polls)
        FROM (SELECT last_chunk_us IS NOT NULL AS polls,
                     week IS NOT NULL OR week_problem IS NOT NULL OR dated_weeks IS NOT NULL AS hours,
                     zone_id IS NOT NULL OR zone_problem IS NOT NULL OR dated_zones IS NOT NULL AS zone,
                     name, own_groups, listed_groups, special_hours, closures
              FROM {StoredStore.Table}) s
        """;

    public StoreKeys ReadKeys()
    {
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        var facts = FactsRow.Read(connection);
        var keys = new StoreKeys(facts.Version);
        foreach (var row in StoreRows.ReadAll(connection, facts).All)
            keys.Add(row[StoreColumn.StoreId]!, row.Key);
        return keys;
    }

    public IFactsTransaction Begin(StoreKeys keys, ChangeOrigin origin) =>
        new PostgresTransactionOfFile(database, connection, keys, origin);

    public StoreMatches CountMatches()
    {
        using var row = new CopyReader(connection, Matches, StoreMatches.ColumnCount);
        row.Step();
        return StoreMatches.Of(row);
    }

    public void Acknowledge()
    {
        // What is committed is on the disk of the server: see PostgresDatabase.
    }

    public IOException? CauseOf(Exception failure) => null;

    public void Dispose() => connection.Release();
}
