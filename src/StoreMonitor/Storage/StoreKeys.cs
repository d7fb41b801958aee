using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Storage;

/// <summary>The keys that stand for store ids while one file is ingested. An id that is new gets the next key.</summary>
/// <remarks>
/// <para>They are given before the transaction that stores the file begins, so that the database is not locked while the file is read.
/// <see cref="Settle"/> inserts the new stores in that transaction. When another process has changed the database in the meantime, a key
/// that was given is a provisional one, and <see cref="StoredKeyOf"/> finds the stored one by the id.</para>
/// <para>Ids are looked up by the UTF-8 bytes of the file, so that a row about a known store allocates no string.</para>
/// </remarks>
/// <param name="dataVersion">Changes with the stores of the database; read before them, so that no change is missed.</param>
internal sealed class StoreKeys(long dataVersion)
{
    private readonly StoreIdTable _keys = new();

    // In the order of their keys, which follow the last one that was stored.
    private readonly List<byte[]> _newIds = [];
    private int _lastStored;

    // By provisional keys; null as long as the keys that were given are the ones that are stored.
    private Dictionary<int, int>? _storedKeys;
    private Dictionary<int, byte[]> _ids = [];
    private IStoreInserts? _inserts;

    /// <summary>Adds a store that is stored; all of these come before any other call.</summary>
    public void Add(byte[] storeId, int key)
    {
        _lastStored = Math.Max(_lastStored, key);
        _keys.Add(storeId, key);
    }

    /// <summary>Looks up the key of a store id, on any thread, whatever another one does.</summary>
    /// <returns>Whether it is known; one that is new since a moment may not be.</returns>
    public bool TryFind(ReadOnlySpan<byte> storeId, out int key) => _keys.TryFind(storeId, out key);

    /// <summary>
    /// The key of a store id given in UTF-8, which the caller has checked to be text of a permitted length. For one thread.
    /// </summary>
    public int KeyOf(ReadOnlySpan<byte> storeId)
    {
        if (_keys.TryFind(storeId, out var known))
            return known;

        var id = storeId.ToArray();
        _newIds.Add(id);
        _keys.Add(id, _lastStored + _newIds.Count);
        return _lastStored + _newIds.Count;
    }

    /// <summary>
    /// Inserts the new stores, in the order in which they got their keys. From here on <see cref="StoredKeyOf"/> can be called.
    /// </summary>
    /// <param name="inserts">Valid as long as the transaction in which the facts are stored; it holds the write lock.</param>
    public void Settle(IStoreInserts inserts)
    {
        _inserts = inserts;
        if (inserts.ReadDataVersion() != dataVersion)
            (_storedKeys, _ids) = ([], _keys.IdsByKey());

        for (var index = 0; index < _newIds.Count; index++)
        {
            if (_storedKeys is null)
                inserts.Insert(_lastStored + 1 + index, _newIds[index]);
            else
                StoredKeyOf(_lastStored + 1 + index);
        }
    }

    /// <summary>
    /// The stores that <see cref="Settle"/> inserted are committed: from here on they are known, and further ones can be added.
    /// </summary>
    /// <remarks>For a writer that uses the same keys in one transaction after another, while nobody else changes the stores.</remarks>
    public void MarkStored()
    {
        _lastStored += _newIds.Count;
        _newIds.Clear();
    }

    /// <summary>All ids by the keys that were given for them. Only for the thread that adds.</summary>
    public Dictionary<int, byte[]> IdsByKey() => _keys.IdsByKey();

    /// <summary>Whether a store has got a key here that is not inserted yet.</summary>
    public bool HasNew => _newIds.Count > 0;

    /// <summary>The key under which the store is stored that <see cref="KeyOf"/> or <see cref="TryFind"/> gave a key for.</summary>
    /// <remarks>A store that was removed in the meantime is stored again.</remarks>
    public int StoredKeyOf(int key)
    {
        if (_storedKeys is null)
            return key;
        if (!_storedKeys.TryGetValue(key, out var stored))
            _storedKeys.Add(key, stored = _inserts!.FindOrInsert(_ids[key]));
        return stored;
    }
}

/// <summary>How stores are inserted in the transaction that stores a file.</summary>
internal interface IStoreInserts
{
    /// <summary>A number that changes when another process changes the stores.</summary>
    long ReadDataVersion();

    /// <summary>Inserts a store with a key that no other store has.</summary>
    void Insert(int storeKey, byte[] storeId);

    /// <summary>The key of a store by its id in UTF-8; one that is not stored gets the next key.</summary>
    int FindOrInsert(byte[] storeId);
}
