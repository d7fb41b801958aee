using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>The chunk of a store that follows an instant: it names the latest chunk at or before that instant.</summary>
internal readonly record struct NextChunk(long From, long Previous)
{
    /// <summary>For the statement that <see cref="Find"/> takes.</summary>
    public const string Select =
        $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us > ?2 ORDER BY from_us LIMIT 1";

    /// <summary>Finds it where the store says that there is one.</summary>
    /// <param name="select">A statement of <see cref="Select"/>.</param>
    /// <exception cref="SqliteException">There is none: the database is damaged.</exception>
    public static NextChunk Find(RawStatement select, int storeKey, long afterMicroseconds)
    {
        select.Bind(1, storeKey);
        select.Bind(2, afterMicroseconds);
        if (!select.Step())
            throw new DamagedFactsException("the table of polls");

        var chunk = StoredChunk.Take(select, storeKey);
        var next = new NextChunk(chunk.From, chunk.Previous);
        select.Reset();
        return next;
    }
}
