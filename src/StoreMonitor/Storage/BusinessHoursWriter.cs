using System.Text;
using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>Replaces the weeks of stores, inside the caller's transaction.</summary>
internal sealed class BusinessHoursWriter(SqliteConnection connection) : IDisposable
{
    private readonly RawStatement _select = new(connection, "SELECT week FROM stores WHERE store_key = ?1");
    private readonly StoreUpdates _stores = new(connection);

    /// <summary>Makes these rows the week of a store.</summary>
    /// <param name="rows">Not empty; a row given twice counts once.</param>
    /// <returns>
    /// For each row given: unchanged if the store had it already (or it was given before), otherwise stored if the store had no week,
    /// and replaced if it had another.
    /// </returns>
    public WriteCounts Write(int storeKey, IReadOnlyCollection<HoursFact> rows)
    {
        var known = Read(storeKey);
        var week = rows.ToHashSet();
        if (week.SetEquals(known))
            return new WriteCounts(0, rows.Count, 0);

        _stores.Set(storeKey, StoreColumn.Week, Encoding.UTF8.GetBytes(WeekText.Of(week)));
        var added = week.Count(row => !known.Contains(row));
        var unchanged = rows.Count - added;
        return known.Count == 0 ? new WriteCounts(added, unchanged, 0) : new WriteCounts(0, unchanged, added);
    }

    public void Dispose()
    {
        _select.Dispose();
        _stores.Dispose();
    }

    private HashSet<HoursFact> Read(int storeKey)
    {
        _select.Bind(1, storeKey);
        _select.Step();
        var known = _select.IsNull(0) ? [] : WeekText.Read(_select.Utf8(0)).ToHashSet();
        _select.Reset();
        return known;
    }
}
