using System.Text;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Writes the zones of stores, or records why they are not known, inside the caller's transaction.</summary>
internal sealed class ZoneWriter(IStoreRows stores)
{
    /// <inheritdoc cref="IFactsTransaction.SetZone"/>
    public WriteCounts Write(int storeKey, string zoneId)
    {
        var zone = Encoding.UTF8.GetBytes(zoneId);
        var known = stores.Read(storeKey, StoreColumn.ZoneId);
        if (known is not null && known.AsSpan().SequenceEqual(zone))
            return new WriteCounts(0, 1, 0);

        stores.Set(storeKey, StoreColumn.ZoneId, zone);
        stores.Set(storeKey, StoreColumn.ZoneProblem, [], isNull: true);
        return known is null ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
    }

    /// <inheritdoc cref="IFactsTransaction.KeepZone"/>
    public bool Keep(int storeKey, string problem)
    {
        if (stores.Read(storeKey, StoreColumn.ZoneId) is not null)
            return true;

        stores.Set(storeKey, StoreColumn.ZoneProblem, Encoding.UTF8.GetBytes(problem));
        return false;
    }
}
