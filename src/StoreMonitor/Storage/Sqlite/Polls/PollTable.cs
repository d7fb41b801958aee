using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite.Polls;

/// <summary>Changes the polls of one store after another, a few chunks at a time, inside the caller's transaction.</summary>
/// <remarks>
/// A hot path: see <see cref="PollChunk"/>. Invariant: the chunks of a store neither overlap nor are empty, each names the one before it,
/// and
/// the store names the latest one. All that is read is verified first, so that nothing damaged is stored anew as if it were whole.
/// </remarks>
internal sealed class PollTable : IDisposable
{
    private readonly RawStatement _select;
    private readonly RawStatement _selectNext;
    private readonly RawStatement _delete;
    private readonly RawStatement _insert;
    private readonly RawStatement _relink;
    private readonly StoreUpdates _stores;
    private readonly PollBuffer _read = new();
    private readonly byte[] _text = new byte[PollChunk.MaxLength];

    // The store and the run of chunks that were read last, with the chunks before and after the run.
    private int _storeKey;
    private long _firstChunk;
    private long _lastChunk;
    private long _chunkBefore;
    private long _chunkAfter;

    public PollTable(SqliteConnection connection)
    {
        _stores = new StoreUpdates(connection);
        _select = new RawStatement(
            connection, $"SELECT {StoredChunk.Columns} FROM poll_chunks WHERE store_key = ?1 AND from_us <= ?2 ORDER BY from_us DESC");
        _selectNext = new RawStatement(connection, NextChunk.Select);
        _delete = new RawStatement(connection, "DELETE FROM poll_chunks WHERE store_key = ?1 AND from_us BETWEEN ?2 AND ?3");
        _insert = new RawStatement(
            connection, "INSERT INTO poll_chunks (store_key, from_us, polls, prev_us, checksum) VALUES (?1, ?2, ?3, ?4, ?5)");
        _relink = new RawStatement(connection, "UPDATE poll_chunks SET prev_us = ?4, checksum = ?5 WHERE store_key = ?1 AND from_us = ?2");
    }

    /// <summary>The latest poll of all stores.</summary>
    /// <returns>Its instant in microseconds; <see cref="PollChunk.None"/> when there is no poll.</returns>
    /// <exception cref="SqliteException">The database is damaged.</exception>
    public static long FindLatest(SqliteConnection connection)
    {
        using var table = new PollTable(connection);
        using var stores = new StoreScan(connection);
        var latest = PollChunk.None;
        while (stores.MoveNext())
        {
            if (stores.LastChunk == PollChunk.None)
                continue;
            var polls = table.Read(stores.Key, stores.LastChunk, stores.LastChunk);
            latest = Math.Max(latest, polls[^1].AtMicroseconds);
        }

        return latest;
    }

    /// <summary>The polls of all chunks that have one in <c>[first, last]</c> or could take one in.</summary>
    /// <returns>In order of their instants; valid until the next call.</returns>
    /// <exception cref="SqliteException">The database is damaged.</exception>
    public ReadOnlySpan<Poll> Read(int storeKey, long first, long last)
    {
        _read.Clear();
        _select.Bind(1, storeKey);
        _select.Bind(2, last);
        (_storeKey, _firstChunk, _lastChunk, _chunkAfter) = (storeKey, long.MaxValue, long.MinValue, PollChunk.None);
        while (_firstChunk > first && _select.Step())
            TakeChunk(last);

        if (_firstChunk > _lastChunk)
            StoredChunk.MustBeNone(_chunkBefore = NameOfLatest(last));
        else if (_firstChunk > first)
            StoredChunk.MustBeNone(_chunkBefore);
        _select.Reset();
        return _read.Polls;
    }

    /// <summary>Puts polls in the place of all that were read last.</summary>
    /// <param name="polls">In order of their instants; they may be none.</param>
    public void Replace(ReadOnlySpan<Poll> polls)
    {
        if (_firstChunk <= _lastChunk)
            Delete();

        // All of much the same size: the chunk that was full leaves two with room for what comes next.
        var chunks = (polls.Length + PollChunk.MaxPolls - 1) / PollChunk.MaxPolls;
        var previous = _chunkBefore;
        for (var chunk = 0L; chunk < chunks; chunk++)
            previous = Insert(polls[(int)(chunk * polls.Length / chunks)..(int)((chunk + 1) * polls.Length / chunks)], previous);

        if (previous != (_firstChunk <= _lastChunk ? _lastChunk : _chunkBefore))
            Link(previous);
    }

    public void Dispose()
    {
        _stores.Dispose();
        _select.Dispose();
        _selectNext.Dispose();
        _delete.Dispose();
        _insert.Dispose();
        _relink.Dispose();
    }

    private void TakeChunk(long last)
    {
        var chunk = StoredChunk.Take(_select, _storeKey);
        chunk.MustBe(_lastChunk == long.MinValue ? NameOfLatest(last) : _chunkBefore);
        (_firstChunk, _lastChunk, _chunkBefore) = (chunk.From, Math.Max(_lastChunk, chunk.From), chunk.Previous);
        PollChunk.Read(chunk.From, chunk.Text, _read);
    }

    // The latest chunk that begins at or before an instant, as the chunk after it names it, or the store.
    private long NameOfLatest(long last)
    {
        var latest = _stores.LastChunkOf(_storeKey);
        if (latest <= last)
            return latest;

        var next = NextChunk.Find(_selectNext, _storeKey, last);
        _chunkAfter = next.From;
        return next.Previous;
    }

    // The chunk after the run, or else the store, names the last chunk of the run.
    private void Link(long last)
    {
        if (_chunkAfter == PollChunk.None)
        {
            _stores.SetLastChunk(_storeKey, last);
            return;
        }

        _selectNext.Bind(1, _storeKey);
        _selectNext.Bind(2, _chunkAfter - 1);
        _selectNext.Step();
        var text = StoredChunk.Take(_selectNext, _storeKey).Text;
        Bind(_relink, last, _chunkAfter, text);
        _selectNext.Reset();
        _relink.Step();
        _relink.Reset();
    }

    private void Delete()
    {
        _delete.Bind(1, _storeKey);
        _delete.Bind(2, _firstChunk);
        _delete.Bind(3, _lastChunk);
        _delete.Step();
        _delete.Reset();
    }

    private long Insert(ReadOnlySpan<Poll> polls, long previous)
    {
        var (from, length) = (polls[0].AtMicroseconds, PollChunk.Write(polls, _text));
        _insert.Bind(3, _text.AsSpan(0, length));
        Bind(_insert, previous, from, _text.AsSpan(0, length));
        _insert.Step();
        _insert.Reset();
        return from;
    }

    private void Bind(RawStatement statement, long previous, long from, ReadOnlySpan<byte> text)
    {
        statement.Bind(1, _storeKey);
        statement.Bind(2, from);
        if (previous == PollChunk.None)
            statement.BindNull(4);
        else
            statement.Bind(4, previous);
        statement.Bind(5, Checksum.Of(_storeKey, from, previous, text));
    }
}
