using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Removes a store with all its facts, inside the caller's transaction.</summary>
internal static class StoreRemoval
{
    /// <summary>The key of a store id; <c>null</c> when no store has it.</summary>
    public static int? FindKey(SqliteConnection connection, string storeId)
    {
        using var find = new RawStatement(connection, "SELECT store_key FROM stores WHERE store_id = ?1");
        find.Bind(1, Encoding.UTF8.GetBytes(storeId));
        return find.Step() ? (int)find.Int64(0) : null;
    }

    /// <summary>What is stored of a store.</summary>
    public static ForgottenStore FactsOf(SqliteConnection connection, int storeKey) => new(
        Number(connection, "SELECT count(*) FROM polls WHERE store_key = ?1", storeKey),
        Has(connection, "week IS NOT NULL OR dated_weeks IS NOT NULL", storeKey),
        Has(connection, "zone_id IS NOT NULL OR dated_zones IS NOT NULL", storeKey),
        Has(connection, "special_hours IS NOT NULL", storeKey),
        Has(connection, "closures IS NOT NULL", storeKey),
        Number(connection, "SELECT EXISTS (SELECT 1 FROM stores WHERE last_chunk_us IS NOT NULL AND store_key <> ?1)", storeKey) == 1);

    /// <summary>Removes a store, and advances the version of the facts.</summary>
    public static void Remove(SqliteConnection connection, int storeKey)
    {
        var changesBefore = FactsMetadata.ChangesOf(connection);
        using (var stores = new StoreUpdates(connection))
            stores.Remove(storeKey);
        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore);
        FactsMetadata.FindLatestPoll(connection);
    }

    private static bool Has(SqliteConnection connection, string condition, int storeKey) =>
        Number(connection, $"SELECT {condition} FROM {StoredStore.Table} WHERE store_key = ?1", storeKey) == 1;

    private static long Number(SqliteConnection connection, string sql, int storeKey)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Bind(1, storeKey);
        statement.Step();
        return statement.Int64(0);
    }
}
