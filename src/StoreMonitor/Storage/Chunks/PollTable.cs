using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Changes the polls of one store after another, a few chunks at a time, inside the caller's transaction.</summary>
/// <remarks>
/// A hot path: see <see cref="PollChunk"/>. Invariant: the chunks of a store neither overlap nor are empty, each names the one before it,
/// and the store names the latest one. All that is read is verified first, so that nothing damaged is stored anew as if it were whole.
/// </remarks>
internal sealed class PollTable(IChunkTable chunks)
{
    private readonly PollBuffer _read = new();
    private readonly byte[] _text = new byte[PollChunk.MaxLength];

    // The store and the run of chunks that were read last, with the chunks before and after the run.
    private int _storeKey;
    private long _firstChunk;
    private long _lastChunk;
    private long _chunkBefore;
    private long _chunkAfter;

    /// <summary>The polls of all chunks that have one in <c>[first, last]</c> or could take one in.</summary>
    /// <returns>In order of their instants; valid until the next call.</returns>
    /// <exception cref="DamagedFactsException">The database is damaged.</exception>
    public ReadOnlySpan<Poll> Read(int storeKey, long first, long last)
    {
        _read.Clear();
        chunks.Begin(storeKey, last);
        (_storeKey, _firstChunk, _lastChunk, _chunkAfter) = (storeKey, long.MaxValue, long.MinValue, PollChunk.None);
        while (_firstChunk > first && chunks.MoveNext())
            TakeChunk(last);

        if (_firstChunk > _lastChunk)
            StoredChunk.MustBeNone(_chunkBefore = NameOfLatest(last));
        else if (_firstChunk > first)
            StoredChunk.MustBeNone(_chunkBefore);
        chunks.End();
        return _read.Polls;
    }

    /// <summary>Puts polls in the place of all that were read last.</summary>
    /// <param name="polls">In order of their instants; they may be none.</param>
    public void Replace(ReadOnlySpan<Poll> polls)
    {
        if (_firstChunk <= _lastChunk)
            chunks.Delete(_storeKey, _firstChunk, _lastChunk);

        // What is appended leaves full chunks behind, because the next polls come after it. Elsewhere all are of much the same size, so
        // that a chunk that was full leaves two with room for what comes between.
        var isAppended = _chunkAfter == PollChunk.None;
        var count = (polls.Length + PollChunk.MaxPolls - 1) / PollChunk.MaxPolls;
        var previous = _chunkBefore;
        for (var (chunk, start) = (1L, 0); chunk <= count; chunk++)
        {
            var end = isAppended ? (int)Math.Min(chunk * PollChunk.MaxPolls, polls.Length) : (int)(chunk * polls.Length / count);
            previous = Insert(polls[start..end], previous);
            start = end;
        }

        if (previous != (_firstChunk <= _lastChunk ? _lastChunk : _chunkBefore))
            Link(previous);
    }

    private void TakeChunk(long last)
    {
        var chunk = chunks.Current;
        chunk.MustBe(_lastChunk == long.MinValue ? NameOfLatest(last) : _chunkBefore);
        (_firstChunk, _lastChunk, _chunkBefore) = (chunk.From, Math.Max(_lastChunk, chunk.From), chunk.Previous);
        PollChunk.Read(chunk.From, chunk.Text, _read);
    }

    // The latest chunk that begins at or before an instant, as the chunk after it names it, or the store.
    private long NameOfLatest(long last)
    {
        var latest = chunks.Stores.LastChunkOf(_storeKey);
        if (latest <= last)
            return latest;

        var next = chunks.FindNext(_storeKey, last);
        _chunkAfter = next.From;
        return next.Previous;
    }

    // The chunk after the run, or else the store, names the last chunk of the run.
    private void Link(long last)
    {
        if (_chunkAfter == PollChunk.None)
            chunks.Stores.SetLastChunk(_storeKey, last);
        else
            chunks.Relink(_storeKey, _chunkAfter, last);
    }

    private long Insert(ReadOnlySpan<Poll> polls, long previous)
    {
        var (from, length) = (polls[0].AtMicroseconds, PollChunk.Write(polls, _text));
        chunks.Insert(_storeKey, from, previous, _text.AsSpan(0, length));
        return from;
    }
}
