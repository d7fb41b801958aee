using System.Text;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Replaces the weeks of stores, or records why they are not known, inside the caller's transaction.</summary>
internal sealed class BusinessHoursWriter(IStoreRows stores)
{
    /// <inheritdoc cref="IFactsTransaction.SetWeek"/>
    public WriteCounts Write(int storeKey, IReadOnlyCollection<HoursFact> rows, IReadOnlyCollection<int> closedDays)
    {
        var known = Read(storeKey);
        var week = rows.ToHashSet();
        var given = rows.Count + closedDays.Count;
        if (known is not null && week.SetEquals(known))
            return new WriteCounts(0, given, 0);

        stores.Set(storeKey, StoreColumn.Week, Encoding.UTF8.GetBytes(WeekText.Of(week)));
        stores.Set(storeKey, StoreColumn.WeekProblem, [], isNull: true);
        if (known is null)
            return new WriteCounts(week.Count + closedDays.Count, rows.Count - week.Count, 0);

        var added = week.Count(row => !known.Contains(row)) + closedDays.Count(day => known.Any(row => row.Day == day));
        return new WriteCounts(0, given - added, added, known.Count(row => !week.Contains(row)));
    }

    /// <inheritdoc cref="IFactsTransaction.KeepWeek"/>
    public bool Keep(int storeKey, string problem)
    {
        if (Read(storeKey) is not null)
            return true;

        stores.Set(storeKey, StoreColumn.WeekProblem, Encoding.UTF8.GetBytes(problem));
        return false;
    }

    // Null when no week is known; empty when the store is closed all week.
    private HashSet<HoursFact>? Read(int storeKey) =>
        stores.Read(storeKey, StoreColumn.Week) is { } week ? WeekText.Read(week).ToHashSet() : null;
}
