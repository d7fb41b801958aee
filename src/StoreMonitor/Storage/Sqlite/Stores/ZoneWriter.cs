using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Writes the zones of stores, or records why they are not known, inside the caller's transaction.</summary>
internal sealed class ZoneWriter : IDisposable
{
    private readonly Dictionary<int, string> _zones = [];
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
        _stores.Set(storeKey, StoreColumn.ZoneProblem, [], isNull: true);
        _zones[storeKey] = zoneId;
        return known is null ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
    }

    /// <summary>Leaves the zone of a store as it is, because every row about it was rejected.</summary>
    /// <param name="problem">Why; it is recorded if the store has no zone (rule R2).</param>
    /// <returns>Whether the store has a zone.</returns>
    public bool Keep(int storeKey, string problem)
    {
        if (_zones.ContainsKey(storeKey))
            return true;

        _stores.Set(storeKey, StoreColumn.ZoneProblem, Encoding.UTF8.GetBytes(problem));
        return false;
    }

    public void Dispose() => _stores.Dispose();
}
