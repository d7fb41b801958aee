using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>Writes the zones of stores, inside the caller's transaction.</summary>
internal sealed class ZoneWriter : IDisposable
{
    private readonly Dictionary<int, string?> _zones = [];
    private readonly SqliteCommand _update;

    public ZoneWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var stores = new RawStatement(connection, "SELECT store_key, zone_id FROM stores WHERE zone_id IS NOT NULL");
        while (stores.Step())
            _zones.Add((int)stores.Int64(0), stores.Text(1));

        _update = connection.CreateCommand();
        _update.Transaction = transaction;
        _update.CommandText = "UPDATE stores SET zone_id = $zone WHERE store_key = $key";
        _update.Parameters.Add("$zone", SqliteType.Text);
        _update.Parameters.Add("$key", SqliteType.Integer);
    }

    /// <summary>Sets the zone of a store, and says whether it was new, known, or another.</summary>
    public WriteCounts Write(int storeKey, string zoneId)
    {
        var known = _zones.GetValueOrDefault(storeKey);
        if (known == zoneId)
            return new WriteCounts(0, 1, 0);

        _update.Parameters[0].Value = zoneId;
        _update.Parameters[1].Value = storeKey;
        _update.ExecuteNonQuery();
        _zones[storeKey] = zoneId;
        return known is null ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
    }

    public void Dispose() => _update.Dispose();
}
