using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Replaces the weeks of stores, or records why they are not known, inside the caller's transaction.</summary>
internal sealed class BusinessHoursWriter(SqliteConnection connection) : IDisposable
{
    private readonly RawStatement _select = new(connection, "SELECT week FROM stores WHERE store_key = ?1");
    private readonly StoreUpdates _stores = new(connection);

    /// <summary>Makes these rows the week of a store.</summary>
    /// <param name="rows">A row given twice counts once.</param>
    /// <param name="closedDays">For each row that says that the store is closed on a day, the day.</param>
    /// <returns>
    /// For each row given: unchanged if the store had it already (or it was given before), otherwise stored if the store had no week,
    /// and replaced if it had another. Removed are the rows of the former week that are gone.
    /// </returns>
    public WriteCounts Write(int storeKey, IReadOnlyCollection<HoursFact> rows, IReadOnlyCollection<int> closedDays)
    {
        var known = Read(storeKey);
        var week = rows.ToHashSet();
        var given = rows.Count + closedDays.Count;
        if (known is not null && week.SetEquals(known))
            return new WriteCounts(0, given, 0);

        _stores.Set(storeKey, StoreColumn.Week, Encoding.UTF8.GetBytes(WeekText.Of(week)));
        _stores.Set(storeKey, StoreColumn.WeekProblem, [], isNull: true);
        if (known is null)
            return new WriteCounts(week.Count + closedDays.Count, rows.Count - week.Count, 0);

        var added = week.Count(row => !known.Contains(row)) + closedDays.Count(day => known.Any(row => row.Day == day));
        return new WriteCounts(0, given - added, added, known.Count(row => !week.Contains(row)));
    }

    /// <summary>Leaves the week of a store as it is, because rows about it were rejected.</summary>
    /// <param name="problem">Why; it is recorded if the store has no week (rule R2).</param>
    /// <returns>Whether the store has a week.</returns>
    public bool Keep(int storeKey, string problem)
    {
        if (Read(storeKey) is not null)
            return true;

        _stores.Set(storeKey, StoreColumn.WeekProblem, Encoding.UTF8.GetBytes(problem));
        return false;
    }

    public void Dispose()
    {
        _select.Dispose();
        _stores.Dispose();
    }

    // Null when no week is known; empty when the store is closed all week.
    private HashSet<HoursFact>? Read(int storeKey)
    {
        _select.Bind(1, storeKey);
        _select.Step();
        var known = _select.IsNull(0) ? null : WeekText.Read(_select.Utf8(0)).ToHashSet();
        _select.Reset();
        return known;
    }
}
