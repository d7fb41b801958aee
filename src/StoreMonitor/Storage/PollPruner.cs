using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage;

/// <summary>Removes old polls while the service goes on: a few stores at a time, so that nobody waits long for the database.</summary>
internal static class PollPruner
{
    // Chosen: each transaction waits for the disk once, and a year of polls of as many stores goes in a few tenths of a second.
    private const int StoresPerTransaction = 64;

    /// <param name="before">Polls before it go.</param>
    /// <returns>How many went.</returns>
    /// <exception cref="OperationCanceledException">What went before stays gone; the rest stays.</exception>
    public static long Prune(SqliteConnection connection, Instant before, CancellationToken cancel)
    {
        var removed = 0L;
        foreach (var storeKeys in ReadStoreKeys(connection).Chunk(StoresPerTransaction))
        {
            cancel.ThrowIfCancellationRequested();
            removed += PruneStores(connection, storeKeys, UnixMicroseconds.From(before));
        }

        return removed;
    }

    private static List<int> ReadStoreKeys(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT store_key FROM stores ORDER BY store_key");
        var keys = new List<int>();
        while (statement.Step())
            keys.Add((int)statement.Int64(0));
        return keys;
    }

    private static long PruneStores(SqliteConnection connection, int[] storeKeys, long before)
    {
        using var transaction = connection.BeginTransaction();
        var changesBefore = FactsVersion.ChangesOf(connection);
        using var delete = connection.CreateCommand();
        delete.Transaction = transaction;
        delete.CommandText = "DELETE FROM polls WHERE store_key = $key AND at_us < $before";
        delete.Parameters.AddWithValue("$before", before);
        var key = delete.Parameters.Add("$key", SqliteType.Integer);

        var removed = 0L;
        foreach (var storeKey in storeKeys)
        {
            key.Value = storeKey;
            removed += delete.ExecuteNonQuery();
        }

        FactsVersion.AdvanceIfChanged(connection, transaction, changesBefore);
        transaction.Commit();
        return removed;
    }
}
