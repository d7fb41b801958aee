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
    /// </returns>
    public static Interval Reach(Instant from, Instant to, Instant asOf, UptimeOptions options)
    {
        var start = from - options.MaxCarry;
        return new Interval(start, Instant.Max(start, Instant.Min(to + options.MaxCarry, asOf)));
    }

    /// <summary>The range around which business intervals have to be known for the windows within <c>[from, to)</c>.</summary>
    /// <returns>The argument for <see cref="BusinessHours.BusinessTime.Touching"/>: the windows and all instants in reach of them.</returns>
    public static Interval BusinessTimeRange(Instant from, Instant to, UptimeOptions options) =>
        new(from - options.MaxCarry, to + options.MaxCarry + Duration.FromTicks(10));

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

        using var counted = new CountedPolls(polls, businessTime, asOf);
        var totals = new TotalsSink(windows);
        if (options.Interpolation == Interpolation.Proportional)
            return totals.ShareOut(counted, businessTime, UnixMicroseconds.From(options.MaxCarry));

        StatusTimeline.Walk(counted, businessTime, totals.From, totals.To, options, ref totals);
        return totals.Totals;
    }

    /// <summary>How the totals of one window come about: the spans they are the sum of, and the polls behind them.</summary>
    /// <inheritdoc cref="Totals" path="/param"/>
    /// <param name="window">A bounded half-open interval.</param>
    public static Explanation Explain(
        ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf, Interval window, UptimeOptions options)
    {
        using var counted = new CountedPolls(polls, businessTime, asOf);
        var totals = Totals(polls, businessTime, asOf, [window], options)[0];
        var within = businessTime.Within(window.Start, window.End);
        if (options.Interpolation == Interpolation.Proportional)
        {
            var (from, to) = (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
            return new Explanation(totals, within, [], ProportionalShare.Of(counted, from, to, UnixMicroseconds.From(options.MaxCarry)));
        }

        var spans = new ListSink([]);
        StatusTimeline.Walk(
            counted, businessTime, UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End), options, ref spans);
        return new Explanation(totals, within, spans.Spans, null);
    }

    private readonly record struct ListSink(List<StatusSpan> Spans) : ISpanSink
    {
        public void Add(in StatusSpan span) => Spans.Add(span);
    }

    /// <summary>Adds each span to every window that it shares time with.</summary>
    private readonly struct TotalsSink : ISpanSink
    {
        private readonly (long From, long To)[] _windows;

        public TotalsSink(ReadOnlySpan<Interval> windows)
        {
            _windows = new (long, long)[windows.Length];
            (From, To) = (long.MaxValue, long.MinValue);
            for (var index = 0; index < windows.Length; index++)
            {
                var (from, to) = (UnixMicroseconds.From(windows[index].Start), UnixMicroseconds.From(windows[index].End));
                _windows[index] = (from, to);
                (From, To) = (Math.Min(From, from), Math.Max(To, to));
            }

            Totals = new UptimeTotals[windows.Length];
        }

        /// <summary>Where the first window starts.</summary>
        public long From { get; }

        /// <summary>Where the last window ends.</summary>
        public long To { get; }

        public UptimeTotals[] Totals { get; }

        public void Add(in StatusSpan span)
        {
            for (var index = 0; index < _windows.Length; index++)
            {
                var (from, to) = _windows[index];
                var shared = Math.Min(to, span.EndMicroseconds) - Math.Max(from, span.StartMicroseconds);
                if (shared > 0)
                    Totals[index] += TotalsOf(span, shared);
            }
        }

        public UptimeTotals[] ShareOut(in CountedPolls polls, IntervalSet businessTime, long maxCarry)
        {
            for (var index = 0; index < _windows.Length; index++)
            {
                var (from, to) = _windows[index];
                var share = ProportionalShare.Of(polls, from, to, maxCarry);
                Totals[index] = share.Of(BusinessTimeOf(businessTime, from, to));
            }

            return Totals;
        }

        private static UptimeTotals TotalsOf(in StatusSpan span, long length)
        {
            var uncertain = span.IsUncertain ? length : 0;
            return span.Status switch
            {
                StoreStatus.Active => new(length, 0, 0, uncertain, uncertain, 0),
                StoreStatus.Inactive => new(0, length, 0, uncertain, 0, uncertain),
                null => new(0, 0, length, uncertain, 0, 0),
                _ => throw new InvalidOperationException($"a poll has the status {span.Status}, which does not exist"),
            };
        }

        private static long BusinessTimeOf(IntervalSet businessTime, long from, long to)
        {
            var total = 0L;
            for (var index = businessTime.FirstEndingAfter(from); index < businessTime.Count && businessTime.StartOf(index) < to; index++)
                total += Math.Min(to, businessTime.EndOf(index)) - Math.Max(from, businessTime.StartOf(index));
            return total;
        }
    }
}
