using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>Uptime, downtime and unknown time of one store: a pure function of its polls, its business time, and the windows asked for.</summary>
public static class UptimeCalculator
{
    /// <summary>The range of instants whose polls can decide the windows within <c>[from, to)</c>.</summary>
    /// <returns>
    /// <c>[from − max carry, the earlier of to + max carry and the as-of instant]</c>. The polls to give to <see cref="Totals"/> are those
    /// in it, both ends included, and the nearest one on either side (not after the as-of instant): rule R11 asks about gaps, however long.
    /// Those before the latest poll of business time that is at or before <c>from</c> may be left out: it comes between them and
    /// every window, under each of the rules R8 to R11.
    /// </returns>
    public static Interval Reach(Instant from, Instant to, Instant asOf, UptimeOptions options)
    {
        var start = from - options.MaxCarry;
        return new Interval(start, Instant.Max(start, Instant.Min(to + options.MaxCarry, asOf)));
    }

    /// <summary>The range around which business intervals have to be known for the windows within <c>[from, to)</c>.</summary>
    /// <returns>The argument for <see cref="BusinessHours.BusinessTime.Touching"/>: the windows and all instants in reach of them.</returns>
    public static Interval BusinessTimeRange(Instant from, Instant to, Instant asOf, UptimeOptions options)
    {
        var reach = Reach(from, to, asOf, options);
        return new Interval(reach.Start, Instant.Max(to, reach.End) + Duration.FromTicks(10));
    }

    /// <summary>The totals of each window, in one sweep over the polls for all of them.</summary>
    /// <param name="polls">The store's polls in order of their instants, no instant twice: at least those of <see cref="Reach"/>.</param>
    /// <param name="businessTime">Whole business intervals around <see cref="BusinessTimeRange"/>.</param>
    /// <param name="asOf">Polls after it are not used.</param>
    /// <param name="windows">Bounded half-open intervals; they may overlap.</param>
    /// <param name="options">The interpolation and the max carry.</param>
    /// <returns>The totals, in the order of the windows; a window without business time has zeros.</returns>
    /// <exception cref="InvalidOperationException">A window has no start or no end.</exception>
    public static UptimeTotals[] Totals(
        ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf, ReadOnlySpan<Interval> windows, UptimeOptions options)
    {
        if (windows.IsEmpty)
            return [];

        var totals = new TotalsSink(windows);
        var counted = new CountedPolls(polls, businessTime, asOf);
        return options.Interpolation switch
        {
            Interpolation.Hold or Interpolation.Midpoint => totals.Sweep(counted, businessTime, options),
            Interpolation.Proportional => totals.ShareOut(counted, businessTime, UnixMicroseconds.From(options.MaxCarry)),
        };
    }

    /// <summary>The state of a store at the as-of instant: rule R21.</summary>
    /// <param name="polls">Those of <see cref="Reach"/> for a range that ends at the as-of instant.</param>
    /// <param name="businessTime">Whole business intervals around <see cref="BusinessTimeRange"/>.</param>
    /// <param name="maxCarry">How far a poll speaks. The interpolation does not matter: R21 asks as rule R8 does.</param>
    public static StoreNow Now(ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf, Duration maxCarry)
    {
        var end = UnixMicroseconds.From(asOf);
        var span = new LastSpanSink();
        StatusTimeline.Walk(
            new CountedPolls(polls, businessTime, asOf), businessTime, end - 1, end, new UptimeOptions(Interpolation.Hold, maxCarry), ref span);
        return new StoreNow(span.State, IsDormant(new CountedPolls(polls, businessTime, asOf), end - 1, UnixMicroseconds.From(maxCarry)));
    }

    /// <summary>How the totals of one window come about: the spans they are the sum of, and the polls behind them.</summary>
    /// <inheritdoc cref="Totals" path="/param"/>
    /// <param name="window">A bounded half-open interval.</param>
    public static Explanation Explain(
        ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf, Interval window, UptimeOptions options)
    {
        var counted = new CountedPolls(polls, businessTime, asOf);
        var totals = Totals(polls, businessTime, asOf, [window], options)[0];
        var within = businessTime.Within(window.Start, window.End);
        var (from, to) = (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
        return options.Interpolation switch
        {
            Interpolation.Hold or Interpolation.Midpoint =>
                new Explanation(totals, within, SpansOf(counted, businessTime, from, to, options), null),
            Interpolation.Proportional =>
                new Explanation(totals, within, [], ProportionalShare.Of(counted, businessTime, from, to, UnixMicroseconds.From(options.MaxCarry))),
        };
    }

    private static List<StatusSpan> SpansOf(CountedPolls polls, IntervalSet businessTime, long from, long to, UptimeOptions options)
    {
        var spans = new ListSink([]);
        StatusTimeline.Walk(polls, businessTime, from, to, options, ref spans);
        return spans.Spans;
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

    /// <summary>Keeps the state of the one span that a microsecond has; without one, the store is closed.</summary>
    private record struct LastSpanSink() : ISpanSink
    {
        public StoreState State { get; private set; } = StoreState.Closed;

        public void Add(in StatusSpan span) => State = span.Status is { } status ? StateOf(status) : StoreState.Unknown;

        private static StoreState StateOf(StoreStatus status) => status switch
        {
            StoreStatus.Active => StoreState.Up,
            StoreStatus.Inactive => StoreState.Down,
        };
    }

    private readonly record struct ListSink(List<StatusSpan> Spans) : ISpanSink
    {
        public void Add(in StatusSpan span) => Spans.Add(span);
    }

    /// <summary>Adds each span to every window that it shares time with.</summary>
    private readonly struct TotalsSink : ISpanSink
    {
        // The sums of a window: one for each status, the certain time before the uncertain; then the carried time, which they include.
        private const int Kinds = 3;
        private const int Unknown = 2;
        private const int Carried = 2 * Kinds;
        private const int SumsPerWindow = Carried + 1;

        private readonly (long From, long To)[] _windows;
        private readonly long[] _sums;

        public TotalsSink(ReadOnlySpan<Interval> windows)
        {
            _windows = new (long, long)[windows.Length];
            _sums = new long[windows.Length * SumsPerWindow];
            (From, To) = (long.MaxValue, long.MinValue);
            for (var index = 0; index < windows.Length; index++)
            {
                var (from, to) = (UnixMicroseconds.From(windows[index].Start), UnixMicroseconds.From(windows[index].End));
                _windows[index] = (from, to);
                (From, To) = (Math.Min(From, from), Math.Max(To, to));
            }
        }

        /// <summary>Where the first window starts.</summary>
        public long From { get; }

        /// <summary>Where the last window ends.</summary>
        public long To { get; }

        public void Add(in StatusSpan span)
        {
            var sum = (span.Status is { } status ? KindOf(status) : Unknown) + (span.IsUncertain ? Kinds : 0);
            var first = 0;
            foreach (var (from, to) in _windows)
            {
                // A sum is never more than its window, so it cannot overflow.
                var shared = Math.Min(to, span.EndMicroseconds) - Math.Max(from, span.StartMicroseconds);
                if (shared > 0)
                {
                    _sums[first + sum] += shared;
                    if (span.IsCarried)
                        _sums[first + Carried] += shared;
                }

                first += SumsPerWindow;
            }
        }

        public UptimeTotals[] Sweep(CountedPolls polls, IntervalSet businessTime, UptimeOptions options)
        {
            var self = this;
            StatusTimeline.Walk(polls, businessTime, From, To, options, ref self);
            return ToTotals();
        }

        private UptimeTotals[] ToTotals()
        {
            var totals = new UptimeTotals[_windows.Length];
            for (var index = 0; index < totals.Length; index++)
            {
                var (up, down) = (Sum(index, (int)StoreStatus.Active), Sum(index, (int)StoreStatus.Inactive));
                var unknown = Sum(index, Unknown);
                totals[index] = new UptimeTotals(
                    up.All, down.All, unknown.All, up.Uncertain + down.Uncertain + unknown.Uncertain, up.Uncertain, down.Uncertain,
                    _sums[(index * SumsPerWindow) + Carried]);
            }

            return totals;
        }

        public UptimeTotals[] ShareOut(CountedPolls polls, IntervalSet businessTime, long maxCarry)
        {
            var totals = new UptimeTotals[_windows.Length];
            for (var index = 0; index < totals.Length; index++)
            {
                var (from, to) = _windows[index];
                totals[index] = ProportionalShare.Of(polls, businessTime, from, to, maxCarry).Of(BusinessTimeOf(businessTime, from, to));
            }

            return totals;
        }

        private (long All, long Uncertain) Sum(int window, int kind)
        {
            var index = (window * SumsPerWindow) + kind;
            return (_sums[index] + _sums[index + Kinds], _sums[index + Kinds]);
        }

        private static int KindOf(StoreStatus status) => status switch
        {
            StoreStatus.Active => (int)StoreStatus.Active,
            StoreStatus.Inactive => (int)StoreStatus.Inactive,
        };

        private static long BusinessTimeOf(IntervalSet businessTime, long from, long to)
        {
            var total = 0L;
            for (var index = businessTime.FirstEndingAfter(from); index < businessTime.Count && businessTime.StartOf(index) < to; index++)
                total += Math.Min(to, businessTime.EndOf(index)) - Math.Max(from, businessTime.StartOf(index));
            return total;
        }
    }
}
