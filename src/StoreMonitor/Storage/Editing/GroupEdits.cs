using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>A group that a file lists, with its members.</summary>
/// <param name="StoreKeys">The keys by which the file names the members, one a row.</param>
/// <param name="IsWhole">Whether all of its rows could be read. Otherwise no member is removed.</param>
internal sealed record GivenGroup(string Name, IReadOnlyList<int> StoreKeys, bool IsWhole);

/// <summary>Replaces the members of the groups that a file lists. Groups that a store's own row names are not touched.</summary>
internal static class GroupEdits
{
    /// <summary>Stores the members of groups, each group given once.</summary>
    /// <returns>For each row, whether the member was new or known; removed are members that are gone.</returns>
    public static WriteCounts Apply(IFactsTransaction transaction, IReadOnlyList<GivenGroup> given)
    {
        var known = transaction.ReadAllTexts(StoreColumn.ListedGroups);
        var groups = new Dictionary<int, SortedSet<string>>();
        foreach (var (key, text) in known)
            groups.Add(key, new SortedSet<string>(JsonText.ReadStrings(text, "the text of groups"), StringComparer.Ordinal));

        var counts = default(WriteCounts);
        foreach (var group in given)
            counts += Apply(groups, group, [.. group.StoreKeys.Select(transaction.StoredKeyOf)]);

        var keys = groups.Keys.ToList();
        var edits = new TextEdits(transaction, StoreColumn.ListedGroups, keys);
        for (var index = 0; index < keys.Count; index++)
            edits.Replace(index, LabelEdits.TextOf(groups[keys[index]]));
        edits.Write();
        return counts;
    }

    private static WriteCounts Apply(Dictionary<int, SortedSet<string>> groups, GivenGroup group, List<int> members)
    {
        var stored = 0;
        foreach (var key in members)
        {
            if (!groups.TryGetValue(key, out var ofStore))
                groups.Add(key, ofStore = new SortedSet<string>(StringComparer.Ordinal));
            stored += ofStore.Add(group.Name) ? 1 : 0;
        }

        var removed = 0;
        var current = members.ToHashSet();
        foreach (var (key, ofStore) in groups)
            removed += group.IsWhole && !current.Contains(key) && ofStore.Remove(group.Name) ? 1 : 0;
        return new WriteCounts(stored, members.Count - stored, 0, removed);
    }
}
