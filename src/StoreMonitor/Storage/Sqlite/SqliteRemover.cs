using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Storage.Sqlite.Log;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Removes facts on a connection of its own.</summary>
/// <param name="connection">One of <see cref="Database"/>; it is closed with the remover.</param>
internal sealed class SqliteRemover(Database database, SqliteConnection connection) : IFactsRemover
{
    public bool HasOnlyPollsIn(PollRange range) => PollPruner.HasAll(connection, range);

    public long Prune(PollRange range, CancellationToken cancel)
    {
        try
        {
            var removed = PollPruner.Prune(connection, range, cancel);
            database.Acknowledge(connection);
            return removed;
        }
        catch (SqliteException failure) when (WriteFailure.Behind(failure, database.Path) is { } behind)
        {
            throw behind;
        }
    }

    public ForgottenStore? Forget(string storeId, Action<ForgottenStore> check)
    {
        using var transaction = connection.BeginTransaction();
        LogFold.FoldAll(connection);
        if ((FindKey(storeId) ?? (CsvText.Unguarded(storeId) is { } unguarded ? FindKey(unguarded) : null)) is not { } key)
            return null;

        var store = StoreRemoval.FactsOf(connection, key);
        check(store);
        StoreRemoval.Remove(connection, key);
        transaction.Commit();
        database.Acknowledge(connection);
        return store;
    }

    public string? ReclaimSpace() => FreeSpace.GiveBack(connection);

    public void Dispose() => connection.Dispose();

    private int? FindKey(string storeId) => StoreRemoval.FindKey(connection, storeId);
}
