using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Log;

/// <summary>Polls that were accepted together, and are logged together or not at all.</summary>
/// <param name="keys">The keys by which the polls name their stores.</param>
internal sealed class LoggedBatch(StoreKeys keys)
{
    private const int FirstLength = 16;

    // Stores that had no key when their polls were read; the writer gives them one.
    private List<(int Poll, byte[] StoreId)>? _ofNewStores;
    private PollFact[] _polls = new PollFact[FirstLength];
    private int _count;

    /// <summary>How many polls there are.</summary>
    public int Count => _count;

    /// <summary>Adds a poll.</summary>
    /// <param name="storeId">The id in UTF-8, checked to be one.</param>
    public void Add(ReadOnlySpan<byte> storeId, Core.Polls.Poll poll)
    {
        if (!keys.TryFind(storeId, out var key))
            (_ofNewStores ??= []).Add((_count, storeId.ToArray()));
        if (_count == _polls.Length)
            Array.Resize(ref _polls, 2 * _count);
        _polls[_count++] = new PollFact(poll.AtMicroseconds, key, poll.Status);
    }

    /// <summary>The polls with keys that are valid in the transaction that logs them, for the one thread that logs.</summary>
    /// <param name="current">The keys of that transaction.</param>
    public ReadOnlySpan<PollFact> Resolve(StoreKeys current)
    {
        if (!ReferenceEquals(current, keys))
            ResolveAnew(current);
        foreach (var (poll, storeId) in _ofNewStores ?? [])
            _polls[poll] = _polls[poll] with { StoreKey = current.KeyOf(storeId) };
        return _polls.AsSpan(0, _count);
    }

    // Another process has changed the stores since: a key may stand for another store now, or for none.
    private void ResolveAnew(StoreKeys current)
    {
        var ids = keys.IdsByKey();
        for (var index = 0; index < _count; index++)
        {
            if (_polls[index].StoreKey != 0)
                _polls[index] = _polls[index] with { StoreKey = current.KeyOf(ids[_polls[index].StoreKey]) };
        }
    }
}
