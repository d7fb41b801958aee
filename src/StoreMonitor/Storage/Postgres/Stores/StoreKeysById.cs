using System.Globalization;
using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres.Stores;

/// <summary>The keys of all stores in the order of their ids, a slice at a time, by a cursor of the server.</summary>
internal sealed class StoreKeysById : IStoreOrder
{
    private readonly NpgsqlConnection _connection;
    private readonly int _most;

    /// <param name="connection">In a transaction, in which it can read stores and polls between two slices.</param>
    /// <param name="most">How many keys a slice has at most.</param>
    public StoreKeysById(NpgsqlConnection connection, int most)
    {
        (_connection, _most) = (connection, most);
        connection.Execute("DECLARE stores_by_id NO SCROLL CURSOR FOR SELECT store_key FROM stores ORDER BY store_id");
    }

    public ArraySegment<int> ReadNext()
    {
        using var fetch = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"FETCH {_most} FROM stores_by_id"), _connection);
        using var rows = fetch.ExecuteReader();
        var keys = new List<int>();
        while (rows.Read())
            keys.Add(rows.GetInt32(0));
        keys.Sort();
        return keys.ToArray();
    }

    public void Dispose()
    {
        // The cursor ends with the transaction.
    }
}
