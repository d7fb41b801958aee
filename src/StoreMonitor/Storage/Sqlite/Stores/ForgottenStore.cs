using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>A store that is about to be removed with all its facts, and what they are.</summary>
internal sealed record ForgottenStore(int Key, long Polls, bool HasHours, bool HasZone, bool OthersHavePolls)
{
    /// <summary>Looks a store up; <c>null</c> when none has the id. To be called inside the transaction that removes it.</summary>
    public static ForgottenStore? Find(SqliteConnection connection, string storeId)
    {
        using var find = new RawStatement(connection, "SELECT store_key, week IS NOT NULL, zone_id IS NOT NULL FROM stores WHERE store_id = ?1");
        find.Bind(1, Encoding.UTF8.GetBytes(storeId));
        if (!find.Step())
            return null;

        var key = (int)find.Int64(0);
        return new ForgottenStore(
            key,
            Number(connection, "SELECT count(*) FROM polls WHERE store_key = ?1", key),
            find.Int64(1) == 1,
            find.Int64(2) == 1,
            Number(connection, "SELECT EXISTS (SELECT 1 FROM stores WHERE last_chunk_us IS NOT NULL AND store_key <> ?1)", key) == 1);
    }

    /// <summary>Removes it, and advances the version of the facts.</summary>
    public void Remove(SqliteConnection connection)
    {
        var changesBefore = FactsMetadata.ChangesOf(connection);
        using (var stores = new StoreUpdates(connection))
            stores.Remove(Key);
        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore);
        FactsMetadata.FindLatestPoll(connection);
    }

    private static long Number(SqliteConnection connection, string sql, int storeKey)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Bind(1, storeKey);
        statement.Step();
        return statement.Int64(0);
    }
}
