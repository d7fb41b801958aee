using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Reads the chunks of a store back in time, and verifies that a damaged page hides none of them.</summary>
/// <remarks>A hot path of a report.</remarks>
/// <param name="select">Selects <see cref="StoredChunk.Columns"/> of a store, the latest first; the caller resets it.</param>
/// <param name="lastChunk">The latest chunk of the store, as the store names it.</param>
/// <param name="last">Where the statement begins: at the first chunk from here on, or else before.</param>
/// <param name="selectNext">A statement of <see cref="NextChunk"/>.</param>
internal ref struct ChunksBackwards(RawStatement select, int storeKey, long lastChunk, long last, RawStatement selectNext)
{
    private bool _isStarted;

    /// <summary>The chunk it is at; valid until the next move.</summary>
    public StoredChunk Current { get; private set; }

    /// <summary>Goes to the chunk before.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteException">The database is damaged.</exception>
    public bool MoveNext()
    {
        if (!_isStarted)
            return MoveFirst();

        var named = Current.Previous;
        if (!select.Step())
        {
            StoredChunk.MustBeNone(named);
            return false;
        }

        Current = StoredChunk.Take(select, storeKey);
        Current.MustBe(named);
        return true;
    }

    private bool MoveFirst()
    {
        _isStarted = true;
        select.Bind(1, storeKey);
        var isFound = select.Step();
        if (isFound)
            Current = StoredChunk.Take(select, storeKey);

        // What the store, or the chunk after the one that was found, names is the chunk that should be found.
        var found = isFound ? Current.From : PollChunk.None;
        if (found == lastChunk)
            return isFound;
        if (NextChunk.Find(selectNext, storeKey, isFound ? found : last).Previous != found)
            throw new DamagedFactsException("the table of polls");
        return isFound;
    }
}
