using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>
/// Uptime, downtime and unknown time of one store: a pure function of its polls, its hours as instants, and the windows asked for.
/// </summary>
/// <remarks>A hot path: each store of a report is one call of <see cref="Totals"/>.</remarks>
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
    /// <returns>The argument for <see cref="BusinessHours.BusinessTime.Around"/>: the windows and all instants in reach of them.</returns>
    public static Interval BusinessTimeRange(Instant from, Instant to, Instant asOf, UptimeOptions options)
    {
        var reach = Reach(from, to, asOf, options);
        return new Interval(reach.Start, Instant.Max(to, reach.End) + Duration.FromTicks(10));
    }

    /// <summary>The totals of each window, in one sweep over the polls for all of them.</summary>
    /// <param name="polls">The store's polls in order of their instants, no instant twice: at least those of <see cref="Reach"/>.</param>
    /// <param name="time">Whole intervals around <see cref="BusinessTimeRange"/>.</param>
    /// <param name="asOf">Polls after it are not used.</param>
    /// <param name="windows">Bounded half-open intervals; they may overlap. The sweep is fastest when they are in order of their
    /// starts.</param>
    /// <param name="options">The interpolation and the max carry.</param>
    /// <returns>The totals, in the order of the windows; a window without hours has zeros.</returns>
    /// <exception cref="InvalidOperationException">A window has no start or no end.</exception>
    public static UptimeTotals[] Totals(
        ReadOnlySpan<Poll> polls, StoreTime time, Instant asOf, ReadOnlySpan<Interval> windows, UptimeOptions options)
    {
        if (windows.IsEmpty)
            return [];

        var counted = new CountedPolls(polls, time.BusinessTime, asOf);
        return options.Interpolation switch
        {
            Interpolation.Hold or Interpolation.Midpoint => Sweep(counted, time, windows, options),
            Interpolation.Proportional => ProportionalTotals.OfWindows(counted, time, windows, UnixMicroseconds.From(options.MaxCarry)),
        };
    }

    /// <summary>
    /// The totals of the buckets of one window, in one sweep (rule R20). They sum to the totals of the window, in every field.
    /// </summary>
    /// <param name="buckets">The window, cut into adjacent intervals in order: see <see cref="TimeBuckets"/>.</param>
    /// <returns>
    /// The totals, in the order of the buckets. Under <see cref="Interpolation.Proportional"/> each bucket has the share of the whole
    /// window,
    /// because shares of its own polls would not sum to that of the window; uptime is rounded so that it sums exactly.
    /// </returns>
    /// <inheritdoc cref="Totals" path="/param"/>
    /// <exception cref="InvalidOperationException">A bucket has no start or no end.</exception>
    public static UptimeTotals[] TotalsByBucket(
        ReadOnlySpan<Poll> polls, StoreTime time, Instant asOf, ReadOnlySpan<Interval> buckets, UptimeOptions options)
    {
        if (buckets.IsEmpty)
            return [];

        var counted = new CountedPolls(polls, time.BusinessTime, asOf);
        return options.Interpolation switch
        {
            Interpolation.Hold or Interpolation.Midpoint => Sweep(counted, time, buckets, options),
            Interpolation.Proportional => ProportionalTotals.OfBuckets(counted, time, buckets, UnixMicroseconds.From(options.MaxCarry)),
        };
    }

    /// <summary>How the totals of one window come about: the spans they are the sum of, and the polls behind them.</summary>
    /// <inheritdoc cref="Totals" path="/param"/>
    /// <param name="window">A bounded half-open interval.</param>
    public static Explanation Explain(ReadOnlySpan<Poll> polls, StoreTime time, Instant asOf, Interval window, UptimeOptions options)
    {
        var counted = new CountedPolls(polls, time.BusinessTime, asOf);
        var totals = Totals(polls, time, asOf, [window], options)[0];
        var within = new StoreTime(time.BusinessTime.Within(window.Start, window.End), time.PlannedTime.Within(window.Start, window.End));
        var (from, to) = (UnixMicroseconds.From(window.Start), UnixMicroseconds.From(window.End));
        return options.Interpolation switch
        {
            Interpolation.Hold or Interpolation.Midpoint =>
                new Explanation(totals, within, SpansOf(counted, time.BusinessTime, from, to, options), null),
            Interpolation.Proportional =>
                new Explanation(
                    totals,
                    within,
                    [],
                    ProportionalShare.Of(counted, time.BusinessTime, from, to, UnixMicroseconds.From(options.MaxCarry))),
        };
    }

    private static UptimeTotals[] Sweep(CountedPolls polls, StoreTime time, ReadOnlySpan<Interval> windows, UptimeOptions options)
    {
        var totals = new WindowTotals(windows);
        StatusTimeline.Walk(polls, time.BusinessTime, totals.From, totals.To, options, ref totals);
        return totals.ToTotals(time.PlannedTime);
    }

    private static List<StatusSpan> SpansOf(CountedPolls polls, IntervalSet businessTime, long from, long to, UptimeOptions options)
    {
        var spans = new ListSink([]);
        StatusTimeline.Walk(polls, businessTime, from, to, options, ref spans);
        return spans.Spans;
    }

    private readonly record struct ListSink(List<StatusSpan> Spans) : ISpanSink
    {
        public void Add(in StatusSpan span) => Spans.Add(span);
    }
}
