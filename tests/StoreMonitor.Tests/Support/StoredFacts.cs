using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Tests.Support;

/// <summary>Changes facts as the program does, with their checksums, for tests that need no input file.</summary>
internal static class StoredFacts
{
    /// <summary>Adds stores with the keys 1, 2, 3 and so on, in a transaction.</summary>
    /// <param name="connection">One of <see cref="Database.Open()"/>.</param>
    public static void AddStores(SqliteConnection connection, params string[] ids) => Change(connection, stores =>
    {
        for (var index = 0; index < ids.Length; index++)
            stores.Insert(index + 1, Encoding.UTF8.GetBytes(ids[index]));
    });

    /// <summary>Takes the weeks of all stores away.</summary>
    public static void ForgetWeeks(SqliteConnection connection) => Change(connection, stores =>
    {
        var keys = new List<int>();
        using (var scan = new StoreScan(connection))
        {
            while (scan.MoveNext())
                keys.Add(scan.Key);
        }

        keys.ForEach(key => stores.Set(key, StoreColumn.Week, default, isNull: true));
    });

    /// <summary>Advances the version of the facts, as a change of a fact does.</summary>
    public static void AdvanceVersion(string databasePath)
    {
        using var connection = new Database(databasePath).Open();
        AdvanceVersion(connection);
    }

    /// <inheritdoc cref="AdvanceVersion(string)"/>
    public static void AdvanceVersion(SqliteConnection connection) => Change(connection, _ => { });

    /// <summary>Changes stores in a transaction, and advances the version of the facts.</summary>
    public static void Change(SqliteConnection connection, Action<StoreUpdates> change)
    {
        using var transaction = connection.BeginTransaction();
        using (var stores = new StoreUpdates(connection))
            change(stores);
        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore: -1);
        transaction.Commit();
    }
}
