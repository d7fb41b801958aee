using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>
/// Verifies everything that is stored, as no reader of a report does, who goes back in time only as far as the figures need.
/// </summary>
internal static class FactsVerification
{
    /// <summary>Verifies all stores and all polls in one snapshot of the connection.</summary>
    /// <returns>How many polls there are.</returns>
    /// <exception cref="SqliteException">The database is damaged, or cannot be read.</exception>
    public static long Run(ReadConnection connection)
    {
        MustBeSound(connection);
        using var stores = new StoreScan(connection);
        using var select = new RawStatement(
            connection, $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 ORDER BY from_us DESC");
        using var selectNext = new RawStatement(connection, NextChunk.Select);
        var polls = new PollBuffer();
        var count = 0L;
        while (stores.MoveNext())
        {
            polls.Clear();
            var chunks = new ChunksBackwards(select, stores.Key, stores.LastChunk, last: long.MaxValue, selectNext);
            while (chunks.MoveNext())
                PollChunk.Read(chunks.Current.From, chunks.Current.Text, polls);
            select.Reset();
            count += polls.Polls.Length;
        }

        return count;
    }

    // The indexes too, which no checksum of ours covers.
    private static void MustBeSound(ReadConnection connection)
    {
        using var check = new RawStatement(connection, "PRAGMA integrity_check(1)");
        if (!check.Step() || check.Text(0) != "ok")
            throw new DamagedFactsException("the structure of the file");
    }
}
