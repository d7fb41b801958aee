using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>The row of one store in a report.</summary>
/// <param name="storeId">The store, as its operator names it.</param>
/// <param name="totals">One for each window of the report, in their order; none when the business time of the store is not known.</param>
public sealed class StoreReport(string storeId, params UptimeTotals[] totals)
{
    /// <summary>The store, as its operator names it.</summary>
    public string StoreId { get; } = storeId;

    /// <summary>Whether the business time of the store is known. When it is not, there are no totals, and every cell is empty (rule R2).</summary>
    public bool IsBusinessTimeKnown => totals.Length > 0;

    /// <summary>The totals of each window of the report, in their order; empty when the business time is not known.</summary>
    public ReadOnlySpan<UptimeTotals> Totals => totals;
}

/// <summary>Computes the rows of one report: the as-of instant and the options are the same for all stores of it. Not thread-safe.</summary>
public sealed class StoreReportCalculator
{
    private readonly Instant _asOf;
    private readonly UptimeOptions _options;
    private readonly Interval[] _windows = new Interval[ReportWindow.All.Count];
    private readonly BusinessTimeCache _businessTime;

    /// <param name="asOf">The "now" of the report: no poll after it is used (rule R13).</param>
    /// <param name="options">The interpolation and the max carry.</param>
    public StoreReportCalculator(Instant asOf, UptimeOptions options)
    {
        _asOf = asOf;
        _options = options;
        for (var index = 0; index < _windows.Length; index++)
            _windows[index] = ReportWindow.All[index].EndingAt(asOf);
        var longest = ReportWindow.LastWeek.EndingAt(asOf);
        From = longest.Start;
        Reach = UptimeCalculator.Reach(longest.Start, longest.End, asOf, options);
        var around = UptimeCalculator.BusinessTimeRange(longest.Start, longest.End, asOf, options);
        _businessTime = new BusinessTimeCache(around.Start, around.End);
    }

    /// <summary>The start of the longest window.</summary>
    public Instant From { get; }

    /// <summary>The polls that each row needs: see <see cref="UptimeCalculator.Reach"/>.</summary>
    public Interval Reach { get; }

    /// <summary>The business time of a store around the windows and the reach: see <see cref="UptimeCalculator.BusinessTimeRange"/>.</summary>
    /// <returns><c>null</c> when it is not known (rule R2).</returns>
    public IntervalSet? BusinessTimeOf(StoreHours hours) => hours.IsKnown ? _businessTime.Touching(hours) : null;

    /// <summary>The row of one store.</summary>
    /// <param name="businessTime">Its <see cref="BusinessTimeOf"/>.</param>
    /// <param name="polls">Those that <see cref="UptimeCalculator.Reach"/> asks for, in order of their instants, no instant twice.</param>
    public StoreReport RowOf(string storeId, IntervalSet? businessTime, ReadOnlySpan<Poll> polls) =>
        businessTime is null
            ? new StoreReport(storeId)
            : new StoreReport(storeId, UptimeCalculator.Totals(polls, businessTime, _asOf, _windows, _options));

    /// <summary>How the figures of one window of that row come about.</summary>
    /// <inheritdoc cref="RowOf" path="/param"/>
    public Explanation Explain(IntervalSet businessTime, ReadOnlySpan<Poll> polls, ReportWindow window) =>
        UptimeCalculator.Explain(polls, businessTime, _asOf, window.EndingAt(_asOf), _options);
}
