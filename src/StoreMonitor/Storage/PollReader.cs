using System.Buffers;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>Reads the polls of one store after another, by seeking in the table's key: the cost does not depend on the history.</summary>
/// <remarks>A hot path: one buffer serves all stores.</remarks>
internal sealed class PollReader : IDisposable
{
    private readonly RawStatement _select;
    private Poll[] _buffer = ArrayPool<Poll>.Shared.Rent(1_024);

    /// <param name="connection">Open; the reads belong to its transaction.</param>
    /// <param name="reach">The range to read, both ends included; with the nearest poll on either side of it.</param>
    /// <param name="asOf">No poll after it is read.</param>
    public PollReader(SqliteConnection connection, Interval reach, Instant asOf)
    {
        _select = new RawStatement(
            connection,
            """
            SELECT at_us, status FROM polls
            WHERE store_key = ?1
              AND at_us >= coalesce((SELECT max(at_us) FROM polls WHERE store_key = ?1 AND at_us <= ?2), ?2)
              AND at_us <= coalesce((SELECT min(at_us) FROM polls WHERE store_key = ?1 AND at_us >= ?3), ?3)
              AND at_us <= ?4
            ORDER BY at_us
            """);
        _select.Bind(2, UnixMicroseconds.From(reach.Start));
        _select.Bind(3, UnixMicroseconds.From(reach.End));
        _select.Bind(4, UnixMicroseconds.From(asOf));
    }

    /// <summary>The instant of the latest poll of all; <c>null</c> when there is none. One seek for each store.</summary>
    public static Instant? LatestInstant(SqliteConnection connection)
    {
        using var statement = new RawStatement(
            connection, "SELECT max((SELECT max(p.at_us) FROM polls p WHERE p.store_key = s.store_key)) FROM stores s");
        statement.Step();
        return statement.IsNull(0) ? null : UnixMicroseconds.ToInstant(statement.Int64(0));
    }

    /// <summary>The polls in order of their instants; empty exactly when the store has none at or before the as-of instant.</summary>
    /// <returns>Valid until the next read.</returns>
    public ReadOnlySpan<Poll> Read(int storeKey)
    {
        _select.Bind(1, storeKey);
        var count = 0;
        while (_select.Step())
        {
            if (count == _buffer.Length)
                Grow();
            _buffer[count++] = new Poll(_select.Int64(0), (StoreStatus)_select.Int64(1));
        }

        _select.Reset();
        return _buffer.AsSpan(0, count);
    }

    public void Dispose()
    {
        _select.Dispose();
        ArrayPool<Poll>.Shared.Return(_buffer);
    }

    private void Grow()
    {
        var larger = ArrayPool<Poll>.Shared.Rent(2 * _buffer.Length);
        _buffer.CopyTo(larger, 0);
        ArrayPool<Poll>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
