using System.Text;
using Npgsql;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Postgres.Polls;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Removes facts on a connection of its own.</summary>
/// <param name="connection">It is closed with the remover.</param>
internal sealed class PostgresRemover(PostgresDatabase database, NpgsqlConnection connection) : IFactsRemover
{
    // Chosen: a few round trips for each transaction, and a year of polls of as many stores goes in some tenths of a second.
    private const int StoresPerTransaction = 256;

    public bool HasOnlyPollsIn(PollRange range)
    {
        var latest = FactsRow.Read(connection).LatestPollMicroseconds;
        if (latest == PollChunk.None || !range.Contains(latest))
            return false;

        // Ranges have no end on one side, so whatever has its first and its latest poll within lies within.
        return connection.Number("SELECT min(from_us) FROM poll_chunks") >= range.First;
    }

    public long Prune(PollRange range, CancellationToken cancel)
    {
        var removed = 0L;
        foreach (var keys in ReadStoreKeys().Chunk(StoresPerTransaction))
        {
            cancel.ThrowIfCancellationRequested();
            removed += PruneStores(keys, range);
        }

        FindLatestPollIfIn(range);
        return removed;
    }

    public ForgottenStore? Forget(string storeId, Action<ForgottenStore> check)
    {
        using var transaction = connection.BeginTransaction();
        var facts = FactsRow.Lock(connection);
        var stores = StoreRows.ReadAll(connection, facts);
        if ((FindKey(stores, storeId) ?? (CsvText.Unguarded(storeId) is { } unguarded ? FindKey(stores, unguarded) : null)) is not { } key)
            return null;

        var store = FactsOf(stores, key);
        check(store);
        var literal = PostgresCommands.Literal(key);
        foreach (var table in new[] { "poll_chunks", "fact_changes", "store_details", "stores" })
            connection.Execute($"DELETE FROM {table} WHERE store_key = {literal}");
        stores.Forget(key);
        FactsChange.Store(
            connection, facts with { LatestPollMicroseconds = LatestPolls.Find(connection, stores.All) }, stores, hasOtherChanges: true);
        CommitOutcome.Commit(database, connection, transaction);
        return store;
    }

    public string? ReclaimSpace()
    {
        // The server reuses the room; what lies at the end of a table goes back to the disk.
        connection.Execute("VACUUM (TRUNCATE) poll_chunks");
        return null;
    }

    public void Dispose() => connection.Release();

    private static int? FindKey(StoreRows stores, string storeId) => stores.FindKey(Encoding.UTF8.GetBytes(storeId));

    private ForgottenStore FactsOf(StoreRows stores, int key) => new(
        connection.Number($"SELECT count(*) FROM polls WHERE store_key = {PostgresCommands.Literal(key)}"),
        stores[key][StoreColumn.Week] is not null || stores[key][StoreColumn.DatedWeeks] is not null,
        stores[key][StoreColumn.ZoneId] is not null || stores[key][StoreColumn.DatedZones] is not null,
        stores[key][StoreColumn.SpecialHours] is not null,
        stores[key][StoreColumn.Closures] is not null,
        stores.All.Any(store => store.Key != key && store.LastChunk != PollChunk.None));

    private List<int> ReadStoreKeys()
    {
        var keys = new List<int>();
        using var rows = new CopyReader(connection, "SELECT store_key FROM stores ORDER BY store_key", 1);
        while (rows.Step())
            keys.Add((int)rows.Int64(0));
        return keys;
    }

    private long PruneStores(int[] keys, PollRange range)
    {
        using var transaction = connection.BeginTransaction();
        var facts = FactsRow.Lock(connection);
        var stores = StoreRows.Read(connection, facts, keys);
        using var chunks = new ChunkRows(connection, stores);

        // A store may have been removed in the meantime.
        var kept = stores.All.Select(store => store.Key).Order().ToList();
        chunks.Prepare(kept, range);
        var table = new PollTable(chunks);
        var removed = kept.Sum(key => (long)PollRemoval.Remove(table, key, range));
        chunks.Send();
        stores.Store(connection);
        FactsChange.Store(connection, facts, stores, chunks.IsChanged);
        CommitOutcome.Commit(database, connection, transaction);
        return removed;
    }

    private void FindLatestPollIfIn(PollRange removed)
    {
        using var transaction = connection.BeginTransaction();
        var facts = FactsRow.Lock(connection);
        if (facts.LatestPollMicroseconds == PollChunk.None || !removed.Contains(facts.LatestPollMicroseconds))
            return;

        var stores = StoreRows.ReadAll(connection, facts);
        var latest = LatestPolls.Find(connection, stores.All);
        FactsChange.Store(
            connection, facts with { LatestPollMicroseconds = latest }, stores, hasOtherChanges: latest != facts.LatestPollMicroseconds);
        CommitOutcome.Commit(database, connection, transaction);
    }
}
