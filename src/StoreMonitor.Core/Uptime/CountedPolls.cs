using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>A poll that lies in business time (rule R3); the default is that there is none.</summary>
/// <param name="Interval">The index of the business interval it lies in.</param>
/// <param name="Exists">Whether there is one.</param>
internal readonly record struct CountedPoll(Poll Poll, int Interval, bool Exists)
{
    public long AtMicroseconds => Poll.AtMicroseconds;
}

/// <summary>Goes through the polls of one store that lie in business time (rule R3), in order. A copy goes its own way.</summary>
/// <remarks>On the hot path of a report, so nothing is written down: each poll is looked at once.</remarks>
internal ref struct CountedPolls
{
    private readonly ReadOnlySpan<Poll> _polls;
    private readonly IntervalSet _businessTime;
    private readonly long _last;
    private int _position;
    private int _interval;

    /// <param name="polls">In order of their instants, none twice.</param>
    /// <param name="businessTime">Whole business intervals, as <see cref="BusinessHours.BusinessTime.Touching"/> returns them.</param>
    /// <param name="asOf">Polls after it are not used.</param>
    public CountedPolls(ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf)
    {
        _polls = polls;
        _businessTime = businessTime;
        _last = UnixMicroseconds.From(asOf);
        _interval = polls.IsEmpty ? 0 : businessTime.FirstEndingAfter(polls[0].AtMicroseconds);
    }

    /// <summary>The first one, then the one after; none once they are at an end.</summary>
    public CountedPoll Next()
    {
        while (_position < _polls.Length && _polls[_position].AtMicroseconds <= _last)
        {
            ref readonly var poll = ref _polls[_position++];
            while (_interval < _businessTime.Count && _businessTime.EndOf(_interval) <= poll.AtMicroseconds)
                _interval++;
            if (_interval == _businessTime.Count)
                return default;
            if (_businessTime.StartOf(_interval) <= poll.AtMicroseconds)
                return new CountedPoll(poll, _interval, Exists: true);
        }

        return default;
    }
}
