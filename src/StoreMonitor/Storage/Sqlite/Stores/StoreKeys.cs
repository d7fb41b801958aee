using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sorting;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>The keys that stand for store ids while one file is ingested. An id that is new gets the next key.</summary>
/// <remarks>
/// <para>They are given before the transaction that stores the file begins, so that the database is not locked while the file is read.
/// <see cref="Settle"/> inserts the new stores in that transaction. When another process has changed the database in the meantime, a key
/// that was given is a provisional one, and <see cref="StoredKeyOf"/> finds the stored one by the id.</para>
/// <para>Ids are looked up by the UTF-8 bytes of the file, so that a row about a known store allocates no string.</para>
/// </remarks>
internal sealed class StoreKeys : IDisposable
{
    private readonly StoreIdTable _keys = new();
    private readonly SqliteConnection _connection;
    private readonly StoreUpdates _stores;
    private readonly RawStatement _find;
    private readonly long _dataVersion;

    // In the order of their keys, which follow the last one that was stored.
    private readonly List<byte[]> _newIds = [];
    private readonly int _lastStored;

    // By provisional keys; null as long as the keys that were given are the ones that are stored.
    private Dictionary<int, int>? _storedKeys;
    private Dictionary<int, byte[]> _ids = [];
    private int _lastKey;

    /// <param name="connection">The connection that the facts will be stored on.</param>
    public StoreKeys(SqliteConnection connection)
    {
        _connection = connection;
        _stores = new StoreUpdates(connection);
        _find = new RawStatement(connection, "SELECT store_key FROM stores WHERE store_id = ?1");

        // Before the stores: a change that comes between the two reads must be noticed, and may be noticed although it made no difference.
        _dataVersion = ReadNumber("PRAGMA data_version");
        using var stores = new StoreScan(connection);
        while (stores.MoveNext())
        {
            _lastStored = Math.Max(_lastStored, stores.Key);
            _keys.Add(stores.Id.ToArray(), stores.Key);
        }
    }

    /// <summary>Looks up the key of a store id, on any thread, whatever another one does.</summary>
    /// <returns>Whether it is known; one that is new since a moment may not be.</returns>
    public bool TryFind(ReadOnlySpan<byte> storeId, out int key) => _keys.TryFind(storeId, out key);

    /// <summary>The key of a store id given in UTF-8, which the caller has checked to be text of a permitted length. For one thread.</summary>
    public int KeyOf(ReadOnlySpan<byte> storeId)
    {
        if (_keys.TryFind(storeId, out var known))
            return known;

        var id = storeId.ToArray();
        _newIds.Add(id);
        _keys.Add(id, _lastStored + _newIds.Count);
        return _lastStored + _newIds.Count;
    }

    /// <summary>Inserts the new stores, in the order in which they got their keys. From here on <see cref="StoredKeyOf"/> can be asked.</summary>
    /// <remarks>To be called inside the transaction in which the facts are stored; it holds the write lock.</remarks>
    public void Settle()
    {
        if (ReadNumber("PRAGMA data_version") != _dataVersion)
        {
            (_storedKeys, _ids) = ([], _keys.IdsByKey());
            _lastKey = (int)ReadNumber("SELECT coalesce(max(store_key), 0) FROM stores");
        }

        for (var index = 0; index < _newIds.Count; index++)
        {
            if (_storedKeys is null)
                _stores.Insert(_lastStored + 1 + index, _newIds[index]);
            else
                StoredKeyOf(_lastStored + 1 + index);
        }
    }

    /// <summary>The key under which the store is stored that <see cref="KeyOf"/> or <see cref="TryFind"/> gave a key for.</summary>
    /// <remarks>A store that was removed in the meantime is stored again.</remarks>
    public int StoredKeyOf(int key)
    {
        if (_storedKeys is null)
            return key;
        if (!_storedKeys.TryGetValue(key, out var stored))
            _storedKeys.Add(key, stored = FindOrInsert(_ids[key]));
        return stored;
    }

    public void Dispose()
    {
        _stores.Dispose();
        _find.Dispose();
    }

    private int FindOrInsert(byte[] id)
    {
        _find.Bind(1, id);
        var stored = _find.Step() ? (int)_find.Int64(0) : 0;
        _find.Reset();
        if (stored == 0)
            _stores.Insert(stored = ++_lastKey, id);
        return stored;
    }

    private long ReadNumber(string sql)
    {
        using var statement = new RawStatement(_connection, sql);
        statement.Step();
        return statement.Int64(0);
    }
}
