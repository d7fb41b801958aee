using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>Replaces dated weeks (rule R19) or special hours (rule R17), date by date; the other dates of a store stay.</summary>
internal static class DatedHoursEdits
{
    /// <summary>Stores hours that all have a date.</summary>
    /// <param name="column">Dated weeks or special hours.</param>
    /// <returns>What became of the rows.</returns>
    public static WriteCounts Apply(IFactsTransaction transaction, StoreColumn column, IEnumerable<GivenHours> given)
    {
        var stores = new ByStore<GivenHours>(transaction);
        foreach (var hours in given)
            stores.Add(hours.StoreKey, hours);

        var edits = new TextEdits(transaction, column, stores.StoredKeys);
        var counts = default(WriteCounts);
        for (var index = 0; index < stores.StoredKeys.Count; index++)
            counts += Apply(edits, index, stores[index]);
        edits.Write();
        return counts;
    }

    private static WriteCounts Apply(TextEdits edits, int index, IReadOnlyList<GivenHours> given)
    {
        var entries = DatedHoursText.Read(edits[index]);
        var (before, after) = (new List<DatedHours>(), new List<DatedHours>());
        var counts = default(WriteCounts);
        foreach (var hours in given)
        {
            var known = entries.Find(entry => entry.Date == hours.Date!.Value);
            counts += hours.CountsOver(known?.Rows);
            if (known is not null && hours.AreSameAs(known.Rows))
                continue;

            var entry = new DatedHours(hours.Date!.Value, hours.Rows);
            after.Add(entry);
            entries.Add(entry);
            if (known is null)
                continue;
            before.Add(known);
            entries.Remove(known);
        }

        if (after.Count > 0)
            edits.Set(index, TextOf(entries), TextOf(before), TextOf(after));
        return counts;
    }

    private static string? TextOf(List<DatedHours> entries) => DatedHoursText.Of(entries.OrderBy(entry => entry.Date).ToList());
}
