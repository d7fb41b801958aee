using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>
/// Verifies everything that is stored, as no reader of a report does, who goes back in time only as far as the figures need.
/// </summary>
internal static class FactsVerification
{
    /// <summary>Verifies all stores, all polls and all recorded changes in one snapshot of the connection.</summary>
    /// <returns>How many polls there are.</returns>
    /// <exception cref="SqliteException">The database is damaged, or cannot be read.</exception>
    public static long Run(ReadConnection connection)
    {
        MustBeSound(connection);
        using var stores = new StoreScan(connection);
        using var source = new ChunkStatements(connection);
        var polls = new PollBuffer();
        var count = 0L;
        while (stores.MoveNext())
        {
            polls.Clear();
            var chunks = new ChunksBackwards(source, stores.Key, stores.LastChunk, last: long.MaxValue);
            while (chunks.MoveNext())
                PollChunk.Read(chunks.Current.From, chunks.Current.Text, polls);
            source.End();
            count += polls.Polls.Length;
            RecordedChanges.Read(connection, stores.Key, stores.Changes, FactChange.KeptPerStore);
        }

        return count + LogCount.OfPollsInNoChunk(connection, LogRows.Read(connection));
    }

    // The indexes too, which no checksum of ours covers.
    private static void MustBeSound(ReadConnection connection)
    {
        using var check = new RawStatement(connection, "PRAGMA integrity_check(1)");
        if (!check.Step() || check.Text(0) != "ok")
            throw new DamagedFactsException("the structure of the file");
    }
}
