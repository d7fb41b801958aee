using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>Polls of one store that come in from the latest to the earliest, and lie in order of their instants.</summary>
/// <remarks>A hot path: a report goes back in time only as far as it has to, and one buffer serves all stores.</remarks>
internal sealed class PollStack
{
#if DEBUG
    // Small, so that the tests outgrow it.
    private const int FirstLength = 8;
#else
    private const int FirstLength = 1_024;
#endif

    private Poll[] _buffer = new Poll[FirstLength];
    private int _start = FirstLength;

    /// <summary>In order of their instants; valid until the next change.</summary>
    public ReadOnlySpan<Poll> Polls => _buffer.AsSpan(_start);

    /// <summary>The instant of the earliest poll; the greatest number while there is none.</summary>
    public long EarliestMicroseconds => _start == _buffer.Length ? long.MaxValue : _buffer[_start].AtMicroseconds;

    /// <summary>Takes a poll that is earlier than all.</summary>
    public void Push(in Poll poll)
    {
        if (_start == 0)
            Grow();
        _buffer[--_start] = poll;
    }

    public void Clear() => _start = _buffer.Length;

    private void Grow()
    {
        var larger = new Poll[2 * _buffer.Length];
        _buffer.CopyTo(larger, _buffer.Length);
        _start = _buffer.Length;
        _buffer = larger;
    }
}
