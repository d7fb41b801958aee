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

        FactsTable.FindLatestPoll(connection, UnixMicroseconds.From(before));
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
        var changesBefore = FactsTable.ChangesOf(connection);
        using var table = new PollTable(connection);
        var removed = 0L;
        foreach (var storeKey in storeKeys)
            removed += PruneStore(table, storeKey, before);

        FactsTable.AdvanceVersionIfChanged(connection, changesBefore);
        transaction.Commit();
        return removed;
    }

    private static int PruneStore(PollTable table, int storeKey, long before)
    {
        var polls = table.Read(storeKey, long.MinValue, before - 1);
        var removed = 0;
        while (removed < polls.Length && polls[removed].AtMicroseconds < before)
            removed++;
        if (removed > 0)
            table.Replace(polls[removed..]);
        return removed;
    }
}
