using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Reads the keys of all stores, and inserts the stores that are new in a file inside the caller's transaction.</summary>
internal sealed class StoreInserts(SqliteConnection connection) : IStoreInserts, IDisposable
{
    private readonly StoreUpdates _stores = new(connection);
    private readonly RawStatement _find = new(connection, "SELECT store_key FROM stores WHERE store_id = ?1");
    private int? _lastKey;

    /// <summary>The keys of all stores that are stored.</summary>
    public static StoreKeys ReadKeys(SqliteConnection connection)
    {
        // The version before the stores: a change that comes between the two reads must be noticed, and may be noticed although it made no
        // difference.
        var keys = new StoreKeys(connection.ReadNumber("PRAGMA data_version"));
        using var stores = new StoreScan(connection);
        while (stores.MoveNext())
            keys.Add(stores.Id.ToArray(), stores.Key);
        return keys;
    }

    public long ReadDataVersion() => connection.ReadNumber("PRAGMA data_version");

    public void Insert(int storeKey, byte[] storeId) => _stores.Insert(storeKey, storeId);

    public int FindOrInsert(byte[] storeId)
    {
        _find.Bind(1, storeId);
        var stored = _find.Step() ? (int)_find.Int64(0) : 0;
        _find.Reset();
        return stored == 0 ? InsertNext(storeId) : stored;
    }

    public void Dispose()
    {
        _stores.Dispose();
        _find.Dispose();
    }

    private int InsertNext(byte[] storeId)
    {
        var key = (_lastKey ?? (int)connection.ReadNumber("SELECT coalesce(max(store_key), 0) FROM stores")) + 1;
        _lastKey = key;
        _stores.Insert(key, storeId);
        return key;
    }
}
