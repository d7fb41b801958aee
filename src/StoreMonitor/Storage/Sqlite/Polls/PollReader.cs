using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Reads the polls of one store after another, from the latest back as far as wanted: the cost does not depend on the history.</summary>
/// <remarks>A hot path: one seek for each store, and one buffer for all.</remarks>
internal sealed class PollReader : IDisposable
{
    private readonly RawStatement _select;
    private readonly RawStatement _selectNext;
    private readonly PollBuffer _read = new();
    private readonly long _start;
    private readonly long _end;
    private readonly long _asOf;

    // No chunk that begins after it is read, unless it is the first one after the range.
    private readonly long _last;

    /// <param name="connection">Open; the reads belong to its snapshot.</param>
    /// <param name="reach">The range to read, both ends included; with the nearest poll on either side of it.</param>
    /// <param name="asOf">No poll after it is read.</param>
    public PollReader(ReadConnection connection, Interval reach, Instant asOf)
    {
        (_end, _asOf) = (UnixMicroseconds.From(reach.End), UnixMicroseconds.From(asOf));
        _start = Math.Min(UnixMicroseconds.From(reach.Start), _asOf);

        // A range that ends at the as-of instant has nothing to look for after it, and is spared the second seek.
        var lastChunk = _end >= _asOf
            ? "?2"
            : "coalesce((SELECT min(from_us) FROM poll_chunks WHERE store_key = ?1 AND from_us >= ?2), ?2)";
        _select = new RawStatement(
            connection,
            $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us <= {lastChunk} ORDER BY from_us DESC");
        _selectNext = new RawStatement(connection, NextChunk.Select);
        _last = Math.Min(_end, _asOf);
        _select.Bind(2, _last);
    }

    /// <summary>The polls in order of their instants; empty exactly when the store has none at or before the as-of instant.</summary>
    /// <returns>Valid until the next read.</returns>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public ReadOnlySpan<Poll> Read(Store store) => ReadDecisive(store, Instant.MinValue, IntervalSet.Empty);

    /// <summary>The same, but of the polls up to <paramref name="from"/> none before the latest one in business time.</summary>
    /// <param name="from">Where the windows start: why no other poll matters to them, <c>UptimeCalculator.Reach</c> says.</param>
    /// <inheritdoc cref="Read"/>
    public ReadOnlySpan<Poll> ReadDecisive(Store store, Instant from, IntervalSet businessTime)
    {
        _read.Clear();
        if (store.LastChunk == PollChunk.None)
            return [];

        var lastBefore = Math.Min(UnixMicroseconds.From(from), _asOf);
        var earliest = long.MaxValue;
        var chunks = new ChunksBackwards(_select, store.Key, store.LastChunk, _last, _selectNext);
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

        // Whole chunks begin the reading: leaves what is after the as-of instant, and after the range all but the nearest poll.
        return _end >= _asOf ? _read.UpTo(_asOf) : UpToEnd();

        bool IsEnough() => earliest <= _start || (earliest <= lastBefore && businessTime.Contains(earliest));
    }

    public void Dispose()
    {
        _select.Dispose();
        _selectNext.Dispose();
    }

    private ReadOnlySpan<Poll> UpToEnd()
    {
        var seen = _read.UpTo(_asOf);
        var wanted = _read.UpTo(_end - 1, after: 1);
        return wanted.Length < seen.Length ? wanted : seen;
    }
}
