using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Reads stores with their hours and details.</summary>
internal static class StoreTable
{
    /// <summary>The keys of all stores.</summary>
    public static StoreKeyRange Keys(ReadConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT coalesce(min(store_key), 1), coalesce(max(store_key), 0) FROM stores");
        statement.Step();
        return new StoreKeyRange((int)statement.Int64(0), (int)statement.Int64(1));
    }

    /// <summary>The key of a store id; <c>null</c> when no file has named it.</summary>
    /// <param name="storeId">The id, or, where no store has it, the field of an id in a report, with the apostrophe that guards it.</param>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static int? FindKey(ReadConnection connection, string storeId) =>
        FindKeyOfId(connection, storeId) ?? (CsvText.Unguarded(storeId) is { } id ? FindKeyOfId(connection, id) : null);

    // An id that the index does not have is looked for in all stores: a damaged index must not make a store unknown.
    private static int? FindKeyOfId(ReadConnection connection, string storeId)
    {
        var id = Encoding.UTF8.GetBytes(storeId);
        using var statement = new RawStatement(
            connection,
            $"SELECT {StoredStore.Columns} FROM {StoredStore.Table} WHERE store_key = (SELECT store_key FROM stores WHERE store_id = ?1)");
        statement.Bind(1, id);
        if (statement.Step())
        {
            StoredStore.Verify(statement);
            return statement.Utf8(1).SequenceEqual(id) ? (int)statement.Int64(0) : throw DamagedFactsException.IndexOfStoreIds();
        }

        using var stores = new StoreScan(connection);
        while (stores.MoveNext())
        {
            if (stores.Id.SequenceEqual(id))
                throw DamagedFactsException.IndexOfStoreIds();
        }

        return null;
    }

    /// <summary>Stores in the order of their keys, which is the order of their polls on disk.</summary>
    /// <param name="sum">Counts them in, so that whoever reads all stores can verify that they are all.</param>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static List<Store> Read(ReadConnection connection, StoreKeyRange keys, StoreSum sum)
    {
        var rows = new StoredStores();
        using var statement = new RawStatement(
            connection, $"SELECT {StoredStore.Columns} FROM {StoredStore.Table} WHERE store_key BETWEEN ?1 AND ?2 ORDER BY store_key");
        statement.Bind(1, keys.First);
        statement.Bind(2, keys.Last);

        var stores = new List<Store>();
        while (statement.Step())
            stores.Add(rows.Take(statement, sum));
        return stores;
    }

    /// <summary>Stores by their keys, in the order of these.</summary>
    /// <inheritdoc cref="Read(ReadConnection, StoreKeyRange, StoreSum)"/>
    public static List<Store> Read(ReadConnection connection, ArraySegment<int> keys, StoreSum sum)
    {
        var rows = new StoredStores();
        using var statement = new RawStatement(connection, $"SELECT {StoredStore.Columns} FROM {StoredStore.Table} WHERE store_key = ?1");
        var stores = new List<Store>(keys.Count);
        foreach (var key in keys)
        {
            statement.Bind(1, key);
            if (statement.Step())
                stores.Add(rows.Take(statement, sum));
            statement.Reset();
        }

        return stores;
    }
}
