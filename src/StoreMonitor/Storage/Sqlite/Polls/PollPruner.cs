using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Removes polls while the service goes on: a few stores at a time, so that nobody waits long for the database.</summary>
internal static class PollPruner
{
    // Chosen: each transaction waits for the disk once, and a year of polls of as many stores goes in a few tenths of a second.
    private const int StoresPerTransaction = 64;

    /// <summary>Removes the polls in a range.</summary>
    /// <param name="connection">One of <see cref="Database"/>.</param>
    /// <returns>How many went.</returns>
    /// <exception cref="OperationCanceledException">What went before stays gone; the rest stays.</exception>
    public static long Prune(SqliteConnection connection, PollRange range, CancellationToken cancel)
    {
        var removed = 0L;
        foreach (var storeKeys in ReadStoreKeys(connection).Chunk(StoresPerTransaction))
        {
            cancel.ThrowIfCancellationRequested();
            removed += PruneStores(connection, storeKeys, range);
        }

        FactsMetadata.FindLatestPollIfIn(connection, range);
        return removed;
    }

    /// <summary>Whether there are polls, and all of them are in a range.</summary>
    public static bool HasAll(SqliteConnection connection, PollRange range)
    {
        FoldLog(connection);
        var latest = FactsMetadata.Read(connection).LatestPollMicroseconds;
        if (latest == PollChunk.None || !range.Contains(latest))
            return false;

        // Ranges have no end on one side, so whatever has its first and its latest poll within lies within.
        using var first = new RawStatement(
            connection,
            "SELECT 1 FROM stores s WHERE (SELECT min(from_us) FROM poll_chunks c WHERE c.store_key = s.store_key) < ?1 LIMIT 1");
        first.Bind(1, range.First);
        return !first.Step();
    }

    private static void FoldLog(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        LogFold.FoldAll(connection);
        transaction.Commit();
    }

    private static List<int> ReadStoreKeys(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT store_key FROM stores ORDER BY store_key");
        var keys = new List<int>();
        while (statement.Step())
            keys.Add((int)statement.Int64(0));
        return keys;
    }

    private static long PruneStores(SqliteConnection connection, int[] storeKeys, PollRange range)
    {
        using var transaction = connection.BeginTransaction();
        LogFold.FoldAll(connection);
        var changesBefore = FactsMetadata.ChangesOf(connection);
        using var chunks = new ChunkTable(connection);
        var table = new PollTable(chunks);
        var removed = 0L;
        foreach (var storeKey in storeKeys)
            removed += PollRemoval.Remove(table, storeKey, range);

        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore);
        transaction.Commit();
        return removed;
    }
}
