using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>
/// Reads the polls of one store after another, from the latest back as far as they can decide: the cost does not depend on the history.
/// </summary>
/// <remarks>A hot path: one seek for each store, and one buffer for all.</remarks>
internal sealed class PollReader : IPollCursor
{
    private readonly RawStatement _select;
    private readonly RawStatement _selectNext;
    private readonly PollBuffer _read = new();
    private readonly DecisivePolls _decisive;

    // A copy, because code that is compiled ahead calls what another assembly has and cannot inline it.
    private readonly long _latestThatIsEnough;

    /// <param name="connection">Open; the reads belong to its snapshot.</param>
    /// <param name="decisive">Which polls to read.</param>
    public PollReader(ReadConnection connection, DecisivePolls decisive)
    {
        (_decisive, _latestThatIsEnough) = (decisive, decisive.LatestThatIsEnough);

        // No chunk that begins after the range is read, unless the first poll after it is needed. The others are spared the second seek.
        var lastChunk = decisive.NeedsNext
            ? "coalesce((SELECT min(from_us) FROM poll_chunks WHERE store_key = ?1 AND from_us >= ?2), ?2)"
            : "?2";
        _select = new RawStatement(
            connection,
            $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us <= {lastChunk} ORDER BY from_us DESC");
        _selectNext = new RawStatement(connection, NextChunk.Select);
        _select.Bind(2, decisive.LastMicroseconds);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<Poll> Read(Store store, IntervalSet businessTime)
    {
        _read.Clear();
        if (store.LastChunk == PollChunk.None)
            return [];

        var earliest = long.MaxValue;
        var chunks = new ChunksBackwards(_select, store.Key, store.LastChunk, _decisive.LastMicroseconds, _selectNext);
        while (!IsEnough() && chunks.MoveNext())
        {
            var polls = new PollChunk.Reader(chunks.Current.From, chunks.Current.Text, earliest);
            while (!IsEnough() && polls.MoveNext())
            {
                earliest = polls.AtMicroseconds;
                _read.Prepend(earliest, polls.Status);
            }
        }

        _select.Reset();
        return _decisive.In(_read);

        bool IsEnough() => earliest <= _latestThatIsEnough && _decisive.IsEnough(earliest, businessTime);
    }

    public void Dispose()
    {
        _select.Dispose();
        _selectNext.Dispose();
    }
}
