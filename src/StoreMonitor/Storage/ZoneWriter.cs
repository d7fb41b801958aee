using System.Text;
using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>Writes the zones of stores, inside the caller's transaction.</summary>
internal sealed class ZoneWriter : IDisposable
{
    private readonly Dictionary<int, string?> _zones = [];
    private readonly StoreUpdates _stores;

    public ZoneWriter(SqliteConnection connection)
    {
        using var stores = new RawStatement(connection, "SELECT store_key, zone_id FROM stores WHERE zone_id IS NOT NULL");
        while (stores.Step())
            _zones.Add((int)stores.Int64(0), stores.Text(1));

        _stores = new StoreUpdates(connection);
    }

    /// <summary>Sets the zone of a store, and says whether it was new, known, or another.</summary>
    public WriteCounts Write(int storeKey, string zoneId)
    {
        var known = _zones.GetValueOrDefault(storeKey);
        if (known == zoneId)
            return new WriteCounts(0, 1, 0);

        _stores.Set(storeKey, StoreColumn.ZoneId, Encoding.UTF8.GetBytes(zoneId));
        _zones[storeKey] = zoneId;
        return known is null ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
    }

    public void Dispose() => _stores.Dispose();
}
