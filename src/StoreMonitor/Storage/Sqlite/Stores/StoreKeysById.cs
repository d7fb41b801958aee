using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>
/// The keys of all stores in the order of their ids, a slice at a time: the index of ids has them in the order of UTF-8 bytes.
/// </summary>
internal sealed class StoreKeysById(ReadConnection connection, int most) : IStoreOrder
{
    private readonly RawStatement _select = new(connection, "SELECT store_key FROM stores ORDER BY store_id");
    private readonly int[] _keys = new int[most];
    private bool _isAtEnd;

    /// <summary>Reads the next slice.</summary>
    /// <returns>The keys in ascending order, as the stores lie in the database; empty at the end. Valid until the next call.</returns>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public ArraySegment<int> ReadNext()
    {
        var count = 0;
        while (!_isAtEnd && count < _keys.Length)
        {
            if (_select.Step())
                _keys[count++] = (int)_select.Int64(0);
            else
                _isAtEnd = true;
        }

        Array.Sort(_keys, 0, count);
        return new ArraySegment<int>(_keys, 0, count);
    }

    public void Dispose() => _select.Dispose();
}
