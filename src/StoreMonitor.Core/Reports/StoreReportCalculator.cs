using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>Computes the rows of one report: the as-of instant and the options are the same for all stores of it. Not thread-safe.</summary>
public sealed class StoreReportCalculator
{
    private readonly Instant _asOf;
    private readonly UptimeOptions _options;
    private readonly bool _withFacts;
    private readonly Interval[] _windows;
    private readonly BusinessTimeCache _businessTime;

    /// <summary>For the columns that are the default (rule R15).</summary>
    /// <inheritdoc cref="StoreReportCalculator(Instant, UptimeOptions, IReadOnlyList{ReportColumn})"/>
    public StoreReportCalculator(Instant asOf, UptimeOptions options)
        : this(asOf, options, ReportColumn.Default)
    {
    }

    /// <param name="asOf">The "now" of the report: no poll after it is used (rule R13).</param>
    /// <param name="options">The interpolation and the max carry.</param>
    /// <param name="columns">What the report shows: it decides the windows, and whether a row has <see cref="StoreReport.Facts"/>.</param>
    public StoreReportCalculator(Instant asOf, UptimeOptions options, IReadOnlyList<ReportColumn> columns)
    {
        _asOf = asOf;
        _options = options;
        Windows = WindowsOf(columns);
        _windows = new Interval[Windows.Count];
        var (from, to) = (asOf, Instant.MinValue);
        for (var index = 0; index < _windows.Length; index++)
        {
            _windows[index] = Windows[index].EndingAt(asOf);
            from = Instant.Min(from, _windows[index].Start);
            to = Instant.Max(to, _windows[index].End);
        }

        // The state and the latest poll are those of the as-of instant, wherever the windows end.
        foreach (var column in columns)
            _withFacts |= column.Window is null;
        to = _withFacts ? Instant.Max(to, asOf) : to;
        From = from;
        Reach = UptimeCalculator.Reach(from, to, asOf, options);
        var around = UptimeCalculator.BusinessTimeRange(from, to, asOf, options);
        _businessTime = new BusinessTimeCache(around.Start, around.End);
    }

    /// <summary>The windows that the totals of a row are about, in their order; at least one.</summary>
    public IReadOnlyList<ReportWindow> Windows { get; }

    /// <summary>The start of the window that starts first.</summary>
    public Instant From { get; }

    /// <summary>The polls that each row needs: see <see cref="UptimeCalculator.Reach"/>.</summary>
    public Interval Reach { get; }

    /// <summary>The windows of columns, each once, in the order in which they are first named; the last day where there are none.</summary>
    public static IReadOnlyList<ReportWindow> WindowsOf(IReadOnlyList<ReportColumn> columns)
    {
        var windows = new List<ReportWindow>();
        foreach (var column in columns)
        {
            if (column.Window is not null && IndexIn(windows, column.Window) < 0)
                windows.Add(column.Window);
        }

        if (windows.Count == 0)
            windows.Add(ReportWindow.LastDay);
        return windows;
    }

    /// <summary>The 0-based index of a window of <see cref="WindowsOf"/>; negative when it is none of them.</summary>
    /// <remarks>A loop, because a comparer of ours is built by reflection in each process.</remarks>
    public static int IndexIn(IReadOnlyList<ReportWindow> windows, ReportWindow window)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (windows[index] == window)
                return index;
        }

        return -1;
    }

    /// <summary>The business time of a store around the windows and the reach: see <see cref="UptimeCalculator.BusinessTimeRange"/>.</summary>
    /// <returns><c>null</c> when it is not known (rule R2).</returns>
    public IntervalSet? BusinessTimeOf(StoreHours hours) => hours.IsKnown ? _businessTime.Touching(hours) : null;

    /// <summary>The row of one store.</summary>
    /// <param name="storeId">The store, as its operator names it.</param>
    /// <param name="hours">Its hours and zone.</param>
    /// <param name="businessTime">Its <see cref="BusinessTimeOf"/>.</param>
    /// <param name="polls">
    /// At least one: those that <see cref="UptimeCalculator.Reach"/> asks for, in order of their instants, no instant twice.
    /// </param>
    public StoreReport RowOf(string storeId, StoreHours hours, IntervalSet? businessTime, ReadOnlySpan<Poll> polls)
    {
        UptimeTotals[] totals = businessTime is null ? [] : UptimeCalculator.Totals(polls, businessTime, _asOf, _windows, _options);
        return new StoreReport(storeId, totals) { Facts = _withFacts ? FactsOf(hours, businessTime, polls) : null };
    }

    /// <summary>How the figures of one window of that row come about.</summary>
    /// <inheritdoc cref="RowOf" path="/param"/>
    public Explanation Explain(IntervalSet businessTime, ReadOnlySpan<Poll> polls, ReportWindow window) =>
        UptimeCalculator.Explain(polls, businessTime, _asOf, window.EndingAt(_asOf), _options);

    private StoreFacts FactsOf(StoreHours hours, IntervalSet? businessTime, ReadOnlySpan<Poll> polls)
    {
        StoreNow? now = businessTime is null ? null : UptimeCalculator.Now(polls, businessTime, _asOf, _options.MaxCarry);
        return new StoreFacts(hours, polls[^1].AtMicroseconds, now);
    }
}
