using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>Computes the rows of one report. Not thread-safe.</summary>
public sealed class StoreReportCalculator
{
    private readonly ReportSpec _spec;
    private readonly Interval[] _windows;
    private readonly BusinessTimeCache _times;

    /// <param name="spec">What the report shows, and of when.</param>
    public StoreReportCalculator(ReportSpec spec)
    {
        _spec = spec;
        _windows = new Interval[spec.Windows.Count];
        var (from, to) = (spec.AsOf, Instant.MinValue);
        for (var index = 0; index < _windows.Length; index++)
        {
            _windows[index] = spec.Windows[index].EndingAt(spec.AsOf);
            from = Instant.Min(from, _windows[index].Start);
            to = Instant.Max(to, _windows[index].End);
        }

        // The state and the latest poll are those of the as-of instant, wherever the windows end.
        to = spec.HasStoreColumns ? Instant.Max(to, spec.AsOf) : to;
        Decisive = new DecisivePolls(UptimeCalculator.Reach(from, to, spec.AsOf, spec.Options), from, spec.AsOf);
        var around = UptimeCalculator.BusinessTimeRange(from, to, spec.AsOf, spec.Options);
        _times = new BusinessTimeCache(around.Start, around.End);
    }

    /// <summary>The polls that each row needs.</summary>
    public DecisivePolls Decisive { get; }

    /// <summary>The time of a store around the windows and the reach: see <see cref="UptimeCalculator.BusinessTimeRange"/>.</summary>
    /// <returns><c>null</c> when it is not known (rule R2).</returns>
    public StoreTime? TimeOf(StoreHours hours) => hours.IsKnown ? _times.Around(hours.Calendar) : null;

    /// <summary>The row of one store.</summary>
    /// <param name="storeId">The store, as its operator names it.</param>
    /// <param name="hours">Its hours and zone.</param>
    /// <param name="time">Its <see cref="TimeOf"/>.</param>
    /// <param name="polls">At least one: those that are <see cref="Decisive"/>, in order of their instants, no instant twice.</param>
    public StoreReport RowOf(string storeId, StoreHours hours, StoreTime? time, ReadOnlySpan<Poll> polls)
    {
        UptimeTotals[] totals = time is null ? [] : UptimeCalculator.Totals(polls, time, _spec.AsOf, _windows, _spec.Options);
        return new StoreReport(storeId, totals) { Facts = _spec.HasStoreColumns ? FactsOf(hours, time, polls) : null };
    }

    /// <summary>How the figures of one window of that row come about.</summary>
    /// <inheritdoc cref="RowOf" path="/param"/>
    public Explanation Explain(StoreTime time, ReadOnlySpan<Poll> polls, ReportWindow window) =>
        UptimeCalculator.Explain(polls, time, _spec.AsOf, window.EndingAt(_spec.AsOf), _spec.Options);

    private StoreFacts FactsOf(StoreHours hours, StoreTime? time, ReadOnlySpan<Poll> polls)
    {
        StoreNow? now = time is null ? null : StateCalculator.Now(polls, time, _spec.AsOf, _spec.Options.MaxCarry);
        return new StoreFacts(hours, _spec.AsOf, polls[^1].AtMicroseconds, now);
    }
}
