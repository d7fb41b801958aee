using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>What a row of a file of stores says of a store.</summary>
/// <param name="StoreKey">The key by which the file names the store.</param>
/// <param name="Name">Its name; <c>null</c> for none.</param>
/// <param name="Groups">Its groups; <c>null</c> when the file has no column for them.</param>
internal sealed record GivenLabels(int StoreKey, string? Name, IReadOnlyList<string>? Groups);

/// <summary>Replaces the names of stores, and the groups that their own rows name. Of two rows for one store, the later wins.</summary>
internal static class LabelEdits
{
    /// <summary>Stores names and groups.</summary>
    /// <returns>For each row: new, known, or another than was known; removed are names that are gone.</returns>
    public static WriteCounts Apply(IFactsTransaction transaction, IEnumerable<GivenLabels> given)
    {
        var stores = new ByStore<GivenLabels>(transaction);
        foreach (var labels in given)
            stores.Add(labels.StoreKey, labels);

        var names = new TextEdits(transaction, StoreColumn.Name, stores.StoredKeys);
        var groups = new TextEdits(transaction, StoreColumn.OwnGroups, stores.StoredKeys);
        var counts = default(WriteCounts);
        for (var index = 0; index < stores.StoredKeys.Count; index++)
        {
            var last = stores[index][^1];
            var isNew = names[index] is null && groups[index] is null;
            var isRenamed = names.Replace(index, last.Name);
            var isRegrouped = last.Groups is not null && groups.Replace(index, TextOf(last.Groups));
            counts += CountsOf(isNew, isRenamed || isRegrouped) + new WriteCounts(0, stores[index].Count - 1, 0);
        }

        names.Write();
        groups.Write();
        return counts;
    }

    /// <summary>The text of groups, each once, in the order of their names; <c>null</c> for none.</summary>
    internal static string? TextOf(IEnumerable<string> groups)
    {
        var sorted = groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return sorted.Count == 0 ? null : JsonText.ArrayOf(sorted);
    }

    private static WriteCounts CountsOf(bool isNew, bool isChanged)
    {
        if (!isChanged)
            return new WriteCounts(0, 1, 0);
        return isNew ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
    }
}
