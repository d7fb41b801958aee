using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>Reads the polls of one store after another, from the latest back as far as wanted: the cost does not depend on the history.</summary>
/// <remarks>A hot path: one seek for each store, and one buffer for all.</remarks>
internal sealed class PollReader : IDisposable
{
    private readonly RawStatement _select;
    private readonly PollStack _read = new();
    private readonly long _start;
    private readonly long _end;
    private readonly long _asOf;

    /// <param name="connection">Open; the reads belong to its transaction.</param>
    /// <param name="reach">The range to read, both ends included; with the nearest poll on either side of it.</param>
    /// <param name="asOf">No poll after it is read.</param>
    public PollReader(SqliteConnection connection, Interval reach, Instant asOf)
    {
        (_start, _end, _asOf) = (UnixMicroseconds.From(reach.Start), UnixMicroseconds.From(reach.End), UnixMicroseconds.From(asOf));

        // A range that ends at the as-of instant has nothing to look for after it, and is spared the second seek.
        var lastChunk = _end >= _asOf
            ? "?2"
            : "coalesce((SELECT min(from_us) FROM poll_chunks WHERE store_key = ?1 AND from_us >= ?2), ?2)";
        _select = new RawStatement(
            connection, $"SELECT from_us, polls FROM poll_chunks WHERE store_key = ?1 AND from_us <= {lastChunk} ORDER BY from_us DESC");
        _select.Bind(2, Math.Min(_end, _asOf));
    }

    /// <summary>The polls in order of their instants; empty exactly when the store has none at or before the as-of instant.</summary>
    /// <returns>Valid until the next read.</returns>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public ReadOnlySpan<Poll> Read(int storeKey)
    {
        _read.Clear();
        _select.Bind(1, storeKey);
        while (_read.EarliestMicroseconds > _start && _select.Step())
            PollChunk.Read(_select.Int64(0), _select.Utf8(1), _read);

        _select.Reset();
        return Trim(_read.Polls);
    }

    public void Dispose() => _select.Dispose();

    // Whole chunks were read: leaves the range and the nearest poll on either side.
    private ReadOnlySpan<Poll> Trim(ReadOnlySpan<Poll> polls)
    {
        polls = polls[..CountUpTo(polls, _asOf)];
        polls = polls[..Math.Min(polls.Length, CountUpTo(polls, _end - 1) + 1)];
        return polls[Math.Max(0, CountUpTo(polls, _start) - 1)..];
    }

    private static int CountUpTo(ReadOnlySpan<Poll> polls, long at)
    {
        var (low, high) = (0, polls.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (polls[middle].AtMicroseconds > at)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
