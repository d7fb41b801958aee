using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>Changes the polls of one store after another, a few chunks at a time, inside the caller's transaction.</summary>
/// <remarks>A hot path: see <see cref="PollChunk"/>. Invariant: the chunks of a store neither overlap nor are empty.</remarks>
internal sealed class PollTable : IDisposable
{
    private readonly RawStatement _select;
    private readonly RawStatement _delete;
    private readonly RawStatement _insert;
    private readonly PollBuffer _read = new();
    private readonly byte[] _text = new byte[PollChunk.MaxLength];

    // The store and the chunks that were read last.
    private int _storeKey;
    private long _firstChunk;
    private long _lastChunk;

    public PollTable(SqliteConnection connection)
    {
        _select = new RawStatement(
            connection, "SELECT from_us, polls FROM poll_chunks WHERE store_key = ?1 AND from_us <= ?2 ORDER BY from_us DESC");
        _delete = new RawStatement(connection, "DELETE FROM poll_chunks WHERE store_key = ?1 AND from_us BETWEEN ?2 AND ?3");
        _insert = new RawStatement(connection, "INSERT INTO poll_chunks (store_key, from_us, polls) VALUES (?1, ?2, ?3)");
    }

    /// <summary>The polls of all chunks that have one in <c>[first, last]</c> or could take one in.</summary>
    /// <returns>In order of their instants; valid until the next call.</returns>
    public ReadOnlySpan<Poll> Read(int storeKey, long first, long last)
    {
        _read.Clear();
        _select.Bind(1, storeKey);
        _select.Bind(2, last);
        (_storeKey, _firstChunk, _lastChunk) = (storeKey, long.MaxValue, long.MinValue);
        while (_firstChunk > first && _select.Step())
        {
            _firstChunk = _select.Int64(0);
            _lastChunk = Math.Max(_lastChunk, _firstChunk);
            PollChunk.Read(_firstChunk, _select.Utf8(1), _read);
        }

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
        for (var chunk = 0L; chunk < chunks; chunk++)
            Insert(polls[(int)(chunk * polls.Length / chunks)..(int)((chunk + 1) * polls.Length / chunks)]);
    }

    public void Dispose()
    {
        _select.Dispose();
        _delete.Dispose();
        _insert.Dispose();
    }

    private void Delete()
    {
        _delete.Bind(1, _storeKey);
        _delete.Bind(2, _firstChunk);
        _delete.Bind(3, _lastChunk);
        _delete.Step();
        _delete.Reset();
    }

    private void Insert(ReadOnlySpan<Poll> polls)
    {
        var length = PollChunk.Write(polls, _text);
        _insert.Bind(1, _storeKey);
        _insert.Bind(2, polls[0].AtMicroseconds);
        _insert.Bind(3, _text.AsSpan(0, length));
        _insert.Step();
        _insert.Reset();
    }
}
