using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>A store about whose week or zone rows were rejected.</summary>
/// <param name="StoreKey">The key by which the file names the store.</param>
/// <param name="Text">Why the rows were rejected.</param>
internal sealed record GivenProblem(int StoreKey, string Text);

/// <summary>Records why the week or the zone of a store is not known, while nothing else is known of it (rule R2).</summary>
internal static class Problems
{
    /// <summary>Leaves the weeks of stores as they are.</summary>
    /// <returns>For each store, whether it has a week, dated or not. The problem of one that has none is recorded.</returns>
    public static bool[] KeepWeeks(IFactsTransaction transaction, IReadOnlyList<GivenProblem> given) =>
        Keep(transaction, StoreColumn.Week, StoreColumn.DatedWeeks, StoreColumn.WeekProblem, given);

    /// <summary>Leaves the zones of stores as they are.</summary>
    /// <returns>For each store, whether it has a zone, dated or not. The problem of one that has none is recorded.</returns>
    public static bool[] KeepZones(IFactsTransaction transaction, IReadOnlyList<GivenProblem> given) =>
        Keep(transaction, StoreColumn.ZoneId, StoreColumn.DatedZones, StoreColumn.ZoneProblem, given);

    /// <summary>Removes the problems of stores of which something is known now.</summary>
    public static void Clear(IFactsTransaction transaction, StoreColumn problem, IReadOnlyList<int> storedKeys)
    {
        var edits = new TextEdits(transaction, problem, storedKeys);
        for (var index = 0; index < storedKeys.Count; index++)
        {
            if (edits[index] is not null)
                edits.Set(index, text: null, before: null, after: null);
        }

        edits.Write();
    }

    private static bool[] Keep(
        IFactsTransaction transaction, StoreColumn undated, StoreColumn dated, StoreColumn problem, IReadOnlyList<GivenProblem> given)
    {
        var keys = given.Select(store => transaction.StoredKeyOf(store.StoreKey)).ToList();
        var (undatedTexts, datedTexts) = (transaction.ReadTexts(undated, keys), transaction.ReadTexts(dated, keys));
        var edits = new TextEdits(transaction, problem, keys);
        var isKnown = new bool[keys.Count];
        for (var index = 0; index < keys.Count; index++)
        {
            isKnown[index] = undatedTexts[index] is not null || datedTexts[index] is not null;
            if (!isKnown[index])
                edits.Replace(index, given[index].Text);
        }

        edits.Write();
        return isKnown;
    }
}
