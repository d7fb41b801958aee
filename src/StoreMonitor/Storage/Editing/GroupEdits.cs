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
        var listed = GroupsByStore(transaction, given);
        var whole = given.Where(group => group.IsWhole).Select(group => group.Name).ToHashSet(StringComparer.Ordinal);

        List<int> keys = [.. known.Keys.Union(listed.Keys)];
        var edits = new TextEdits(transaction, StoreColumn.ListedGroups, keys);
        var (stored, removed) = (0, 0);
        for (var index = 0; index < keys.Count; index++)
        {
            List<string> before = known.TryGetValue(keys[index], out var text) ? JsonText.ReadStrings(text, "the text of groups") : [];
            var after = before.Where(group => !whole.Contains(group)).Union(listed.GetValueOrDefault(keys[index], [])).ToList();
            stored += after.Except(before).Count();
            removed += before.Except(after).Count();
            edits.Replace(index, LabelEdits.TextOf(after));
        }

        edits.Write();
        return new WriteCounts(stored, given.Sum(group => group.StoreKeys.Count) - stored, 0, removed);
    }

    private static Dictionary<int, List<string>> GroupsByStore(IFactsTransaction transaction, IReadOnlyList<GivenGroup> given)
    {
        var groups = new Dictionary<int, List<string>>();
        foreach (var group in given)
        {
            foreach (var key in group.StoreKeys.Select(transaction.StoredKeyOf))
            {
                if (!groups.TryGetValue(key, out var ofStore))
                    groups.Add(key, ofStore = []);
                ofStore.Add(group.Name);
            }
        }

        return groups;
    }
}
