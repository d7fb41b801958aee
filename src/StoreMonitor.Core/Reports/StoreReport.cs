using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>The row of one store in a report.</summary>
/// <param name="StoreId">The store, as its operator names it.</param>
/// <param name="LastHour">The totals of the hour before the as-of instant.</param>
/// <param name="LastDay">The totals of the 24 hours before it.</param>
/// <param name="LastWeek">The totals of the 168 hours before it.</param>
public sealed record StoreReport(string StoreId, UptimeTotals LastHour, UptimeTotals LastDay, UptimeTotals LastWeek);

/// <summary>Computes the rows of one report: the as-of instant and the options are the same for all stores of it. Not thread-safe.</summary>
public sealed class StoreReportCalculator
{
    private readonly Instant _asOf;
    private readonly UptimeOptions _options;
    private readonly Interval[] _windows;
    private readonly BusinessTimeCache _businessTime;

    /// <param name="asOf">The "now" of the report: no poll after it is used (rule R13).</param>
    /// <param name="options">The interpolation and the max carry.</param>
    public StoreReportCalculator(Instant asOf, UptimeOptions options)
    {
        _asOf = asOf;
        _options = options;
        var longest = ReportWindow.LastWeek.EndingAt(asOf);
        _windows = [ReportWindow.LastHour.EndingAt(asOf), ReportWindow.LastDay.EndingAt(asOf), longest];
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
    public IntervalSet BusinessTimeOf(StoreHours hours) => _businessTime.Touching(hours);

    /// <summary>The row of one store.</summary>
    /// <param name="businessTime">Its <see cref="BusinessTimeOf"/>.</param>
    /// <param name="polls">Those that <see cref="UptimeCalculator.Reach"/> asks for, in order of their instants, no instant twice.</param>
    public StoreReport RowOf(string storeId, IntervalSet businessTime, ReadOnlySpan<Poll> polls)
    {
        var totals = UptimeCalculator.Totals(polls, businessTime, _asOf, _windows, _options);
        return new StoreReport(storeId, totals[0], totals[1], totals[2]);
    }

    /// <summary>How the figures of one window of that row come about.</summary>
    /// <inheritdoc cref="RowOf" path="/param"/>
    public Explanation Explain(IntervalSet businessTime, ReadOnlySpan<Poll> polls, ReportWindow window) =>
        UptimeCalculator.Explain(polls, businessTime, _asOf, window.EndingAt(_asOf), _options);
}
