using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Reads what <see cref="ChangeLog"/> recorded.</summary>
internal static class RecordedChanges
{
    /// <summary>The latest changes of a store, the latest first.</summary>
    /// <param name="count">How many changes the store counts.</param>
    /// <param name="most">How many to read at most.</param>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    /// <exception cref="DamagedFactsException">They are not what was recorded.</exception>
    public static List<FactChange> Read(ReadConnection connection, int storeKey, long count, int most)
    {
        using var select = new RawStatement(connection, ChangeRows.Select(storeKey, ChangeRows.Expected(count, most)));
        return ChangeRows.Read(select, select.Step, storeKey, count, most);
    }
}
