using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Uptime;

/// <summary>How the figures of a store came about, for whoever prints it: as text and as JSON.</summary>
/// <param name="Store">The store, with the hours and the zone that apply.</param>
/// <param name="AsOf">The "now" of the figures.</param>
/// <param name="Options">The interpolation and the max carry.</param>
/// <param name="LatestPoll">The latest poll stored of any store; <c>null</c> when there is none.</param>
/// <param name="Now">What the clock says, which the age of the data is counted from.</param>
/// <param name="LastPoll">The latest poll of the store at or before the as-of instant; <c>null</c> when it has none, and no row in the report.</param>
/// <param name="Windows">The windows that were asked for.</param>
internal sealed record StoreExplanation(
    Store Store,
    Instant AsOf,
    UptimeOptions Options,
    Instant? LatestPoll,
    Instant Now,
    Poll? LastPoll,
    IReadOnlyList<WindowExplanation> Windows);

/// <summary>How the figures of one window came about.</summary>
/// <param name="Explanation">The spans and their sum; <c>null</c> when the business time of the store is not known (rule R2).</param>
/// <param name="CountedPolls">How many polls of the window are within business time.</param>
/// <param name="IgnoredPolls">How many are not, and decide nothing (rule R3).</param>
internal sealed record WindowExplanation(
    ReportWindow Window, Interval Interval, Explanation? Explanation, int CountedPolls, int IgnoredPolls)
{
    /// <summary>Known time that no poll of the same business interval speaks for, in microseconds: rule R11a.</summary>
    public long CarriedMicroseconds => Explanation?.Totals.CarriedMicroseconds ?? 0;

    /// <summary>A figure as the report has it; an empty cell when nothing is known.</summary>
    public string Cell(long microseconds) =>
        Explanation is not { Totals.IsAllUnknown: false } ? "" : FigureText.Of(microseconds, Window.Unit.Microseconds);
}
