using System.Text;
using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>The keys that stand for store ids, inside one transaction; an id that is new gets the next one.</summary>
/// <remarks>Looked up by the UTF-8 bytes of the file, so that a row about a known store makes no string.</remarks>
internal sealed class StoreKeys : IDisposable
{
    private readonly StoreIdTable _keys = new();
    private readonly SqliteCommand _insert;
    private int _lastKey;

    public StoreKeys(SqliteConnection connection, SqliteTransaction transaction)
    {
        _insert = connection.CreateCommand();
        _insert.Transaction = transaction;
        _insert.CommandText = "INSERT INTO stores (store_key, store_id) VALUES ($key, $id)";
        _insert.Parameters.Add("$key", SqliteType.Integer);
        _insert.Parameters.Add("$id", SqliteType.Text);

        using var stores = new RawStatement(connection, "SELECT store_key, store_id FROM stores");
        while (stores.Step())
        {
            var key = (int)stores.Int64(0);
            _keys.Add(Encoding.UTF8.GetBytes(stores.Text(1)), key);
            _lastKey = Math.Max(_lastKey, key);
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

        _insert.Parameters[0].Value = ++_lastKey;
        _insert.Parameters[1].Value = Encoding.UTF8.GetString(storeId);
        _insert.ExecuteNonQuery();
        _keys.Add(storeId.ToArray(), _lastKey);
        return _lastKey;
    }

    public void Dispose() => _insert.Dispose();
}
