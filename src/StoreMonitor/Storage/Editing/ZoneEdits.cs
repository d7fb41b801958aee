using NodaTime;
using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>A zone that a row of a file gives.</summary>
/// <param name="StoreKey">The key by which the file names the store.</param>
/// <param name="First">The first date on which it applies; <c>null</c> for the undated zone.</param>
internal sealed record GivenZone(int StoreKey, LocalDate? First, string ZoneId);

/// <summary>
/// Replaces the zones of stores: the undated one, or those with a first date (rule R19). Of two rows for one, the later wins.
/// </summary>
internal static class ZoneEdits
{
    /// <summary>Stores zones.</summary>
    /// <returns>For each, whether it was new, known, or another.</returns>
    public static WriteCounts Apply(IFactsTransaction transaction, IEnumerable<GivenZone> given)
    {
        var stores = new ByStore<GivenZone>(transaction);
        var hasDated = false;
        foreach (var zone in given)
        {
            stores.Add(zone.StoreKey, zone);
            hasDated |= zone.First is not null;
        }

        var counts = ApplyUndated(new TextEdits(transaction, StoreColumn.ZoneId, stores.StoredKeys), stores);
        if (hasDated)
            counts += ApplyDated(new TextEdits(transaction, StoreColumn.DatedZones, stores.StoredKeys), stores);
        Problems.Clear(transaction, StoreColumn.ZoneProblem, stores.StoredKeys);
        return counts;
    }

    private static WriteCounts ApplyUndated(TextEdits edits, ByStore<GivenZone> stores)
    {
        var counts = default(WriteCounts);
        for (var index = 0; index < stores.StoredKeys.Count; index++)
        {
            var zoneId = edits[index];
            foreach (var zone in stores[index])
            {
                if (zone.First is not null)
                    continue;
                counts += CountsOf(zoneId, zone.ZoneId);
                zoneId = zone.ZoneId;
            }

            edits.Replace(index, zoneId);
        }

        edits.Write();
        return counts;
    }

    private static WriteCounts ApplyDated(TextEdits edits, ByStore<GivenZone> stores)
    {
        var counts = default(WriteCounts);
        for (var index = 0; index < stores.StoredKeys.Count; index++)
        {
            var known = DatedZonesText.Read(edits[index]);
            var zones = known.ToDictionary(zone => zone.First);
            foreach (var zone in stores[index])
            {
                if (zone.First is not { } first)
                    continue;
                counts += CountsOf(zones.GetValueOrDefault(first)?.ZoneId, zone.ZoneId);
                zones[first] = new DatedZoneFact(first, zone.ZoneId);
            }

            SetDated(edits, index, known, [.. zones.Values.OrderBy(zone => zone.First)]);
        }

        edits.Write();
        return counts;
    }

    private static void SetDated(TextEdits edits, int index, List<DatedZoneFact> known, List<DatedZoneFact> zones)
    {
        var (before, after) = (known.Except(zones).ToList(), zones.Except(known).ToList());
        if (after.Count > 0)
            edits.Set(index, DatedZonesText.Of(zones), DatedZonesText.Of(before), DatedZonesText.Of(after));
    }

    private static WriteCounts CountsOf(string? known, string zoneId)
    {
        if (known is null)
            return new WriteCounts(1, 0, 0);
        return known == zoneId ? new WriteCounts(0, 1, 0) : new WriteCounts(0, 0, 1);
    }
}
