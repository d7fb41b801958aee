namespace StoreMonitor.Core.Polls;

/// <summary>Polls of one store that come in from the latest to the earliest, and lie in order of their instants. Not thread-safe.</summary>
/// <remarks>
/// A hot path: a report goes back in time only as far as it has to, and one buffer serves all stores. It lies beside <see cref="Poll"/>,
/// for code that is compiled ahead calls what another assembly has and cannot take it in.
/// </remarks>
public sealed class PollBuffer
{
#if DEBUG
    // Small, so that the tests outgrow it.
    private const int FirstLength = 8;
#else
    private const int FirstLength = 1_024;
#endif

    private Poll[] _buffer = new Poll[FirstLength];
    private int _start = FirstLength;

    /// <summary>All of them in order of their instants; valid until the next change.</summary>
    public ReadOnlySpan<Poll> Polls => _buffer.AsSpan(_start);

    /// <summary>The instant of the earliest poll, in microseconds since the Unix epoch; the greatest number while there is none.</summary>
    public long EarliestMicroseconds => _start == _buffer.Length ? long.MaxValue : _buffer[_start].AtMicroseconds;

    /// <summary>Puts a poll before all others, which have to be later.</summary>
    /// <param name="atMicroseconds">Its instant, in microseconds since the Unix epoch.</param>
    public void Prepend(long atMicroseconds, StoreStatus status)
    {
        if (_start == 0)
            Grow();
        _buffer[--_start] = new Poll(atMicroseconds, status);
    }

    /// <summary>
    /// The polls at or before an instant (in microseconds since the Unix epoch), and so many of those after it, if there are.
    /// </summary>
    /// <returns>In order of their instants; valid until the next change.</returns>
    public ReadOnlySpan<Poll> UpTo(long instant, int after = 0)
    {
        var (low, high) = (_start, _buffer.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_buffer[middle].AtMicroseconds > instant)
                high = middle;
            else
                low = middle + 1;
        }

        return _buffer.AsSpan(_start, Math.Min(low + after, _buffer.Length) - _start);
    }

    /// <summary>Removes all.</summary>
    public void Clear() => _start = _buffer.Length;

    private void Grow()
    {
        var larger = new Poll[2 * _buffer.Length];
        Array.Copy(_buffer, 0, larger, _buffer.Length, _buffer.Length);
        _start = _buffer.Length;
        _buffer = larger;
    }
}
