using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>
/// The state of a store at the as-of instant, and since when (rule R21). The interpolation does not matter: R21 asks as rule R8 does.
/// </summary>
public static class StateCalculator
{
    /// <summary>The state at the last microsecond before the as-of instant.</summary>
    /// <param name="polls">Those of <see cref="UptimeCalculator.Reach"/> for a range that ends at the as-of instant.</param>
    /// <param name="time">Whole intervals around <see cref="UptimeCalculator.BusinessTimeRange"/>.</param>
    /// <param name="maxCarry">How far a poll speaks.</param>
    public static StoreNow Now(ReadOnlySpan<Poll> polls, StoreTime time, Instant asOf, Duration maxCarry)
    {
        var end = UnixMicroseconds.From(asOf);
        var isDormant = IsDormant(new CountedPolls(polls, time.BusinessTime, asOf), end - 1, UnixMicroseconds.From(maxCarry));
        if (time.PlannedTime.Contains(end - 1))
            return new StoreNow(StoreState.Planned, isDormant);

        var run = RunUntil(polls, time, end - 1, asOf, maxCarry);
        return new StoreNow(run.StateAt(end), isDormant);
    }

    /// <summary>
    /// The start of the unbroken business time, across closed and planned time, in which the store has been in its state at the as-of
    /// instant: down, up or unknown.
    /// </summary>
    /// <param name="from">How far back to look; before <paramref name="asOf"/>.</param>
    /// <param name="polls">Those of <see cref="UptimeCalculator.Reach"/> for the range from <paramref name="from"/> to the as-of
    /// instant.</param>
    /// <param name="time">Whole intervals around <see cref="UptimeCalculator.BusinessTimeRange"/>.</param>
    /// <returns>
    /// <c>null</c> when the store is closed or planned, and when it has been in its state for all business time since
    /// <paramref name="from"/>: then it may be so for longer, and the caller has to look back further.
    /// </returns>
    public static Instant? Since(ReadOnlySpan<Poll> polls, StoreTime time, Instant from, Instant asOf, Duration maxCarry)
    {
        var run = RunUntil(polls, time, UnixMicroseconds.From(from), asOf, maxCarry);
        return run.StateAt(UnixMicroseconds.From(asOf)) == StoreState.Closed || run.IsFirst ? null : UnixMicroseconds.ToInstant(run.Start);
    }

    private static RunSink RunUntil(ReadOnlySpan<Poll> polls, StoreTime time, long from, Instant asOf, Duration maxCarry)
    {
        var run = new RunSink();
        var options = new UptimeOptions(Interpolation.Hold, maxCarry);
        var counted = new CountedPolls(polls, time.BusinessTime, asOf);
        StatusTimeline.Walk(counted, time.BusinessTime, from, UnixMicroseconds.From(asOf), options, ref run);
        return run;
    }

    // No counted poll is in reach of the instant, although polls after the as-of instant are not counted.
    private static bool IsDormant(CountedPolls polls, long at, long maxCarry)
    {
        for (var poll = polls.Next(); poll.Exists; poll = polls.Next())
        {
            if (poll.AtMicroseconds > at - maxCarry && poll.AtMicroseconds - maxCarry <= at)
                return false;
        }

        return true;
    }

    /// <summary>Keeps the latest run of spans that have one state.</summary>
    private record struct RunSink() : ISpanSink
    {
        private StoreState _state = StoreState.Closed;
        private long _end;
        private int _runs;

        /// <summary>Where the run starts, in microseconds since the Unix epoch.</summary>
        public long Start { get; private set; }

        /// <summary>Whether no other run came before it.</summary>
        public readonly bool IsFirst => _runs <= 1;

        /// <summary>The state of the microsecond before an instant: that of the run, or closed when the run ended earlier.</summary>
        public readonly StoreState StateAt(long end) => _end == end ? _state : StoreState.Closed;

        public void Add(in StatusSpan span)
        {
            var state = span.Status is { } status ? StateOf(status) : StoreState.Unknown;
            if (state != _state)
                (_state, Start, _runs) = (state, span.StartMicroseconds, _runs + 1);
            _end = span.EndMicroseconds;
        }

        private static StoreState StateOf(StoreStatus status) => status switch
        {
            StoreStatus.Active => StoreState.Up,
            StoreStatus.Inactive => StoreState.Down,
        };
    }
}
