using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>A closure that a row of a file gives.</summary>
/// <param name="StoreKey">The key by which the file names the store.</param>
internal sealed record GivenClosure(int StoreKey, ClosureFact Closure);

/// <summary>Adds planned closures to stores (rule R18).</summary>
internal static class ClosureEdits
{
    /// <summary>
    /// Stores closures. One with the same start and end is the same closure: it is unchanged, unless it gives another reason. A closure
    /// given without a reason keeps the known one.
    /// </summary>
    public static WriteCounts Apply(IFactsTransaction transaction, IEnumerable<GivenClosure> given)
    {
        var stores = new ByStore<GivenClosure>(transaction);
        foreach (var closure in given)
            stores.Add(closure.StoreKey, closure);

        var edits = new TextEdits(transaction, StoreColumn.Closures, stores.StoredKeys);
        var counts = default(WriteCounts);
        for (var index = 0; index < stores.StoredKeys.Count; index++)
            counts += Apply(edits, index, stores[index]);
        edits.Write();
        return counts;
    }

    private static WriteCounts Apply(TextEdits edits, int index, IReadOnlyList<GivenClosure> given)
    {
        var known = ClosuresText.Read(edits[index]);
        var closures = known.ToDictionary(KeyOf);
        var counts = default(WriteCounts);
        foreach (var (_, closure) in given)
        {
            var before = closures.GetValueOrDefault(KeyOf(closure));
            if (before is not null && (closure.Reason is null || closure.Reason == before.Reason))
            {
                counts += new WriteCounts(0, 1, 0);
                continue;
            }

            counts += before is null ? new WriteCounts(1, 0, 0) : new WriteCounts(0, 0, 1);
            closures[KeyOf(closure)] = closure;
        }

        List<ClosureFact> all = [.. closures.Values.OrderBy(closure => closure.From).ThenBy(closure => closure.To)];
        var (gone, added) = (known.Except(all).ToList(), all.Except(known).ToList());
        if (added.Count > 0)
            edits.Set(index, ClosuresText.Of(all), ClosuresText.Of(gone), ClosuresText.Of(added));
        return counts;
    }

    private static (long From, long To) KeyOf(ClosureFact closure) => (closure.From, closure.To);
}
