using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;

namespace StoreMonitor.Uptime;

/// <summary>How the figures of a store are derived; printed as text and as JSON.</summary>
/// <param name="Store">The store, with the hours and the zone in force.</param>
/// <param name="AsOf">The as-of instant of the figures.</param>
/// <param name="Options">The interpolation and the max carry.</param>
/// <param name="LatestPoll">The latest poll of any store; <c>null</c> if there is none.</param>
/// <param name="Now">The current time, from which the age of the data is counted.</param>
/// <param name="LastPoll">
/// The latest poll of the store at or before the as-of instant; <c>null</c> if it has none and therefore no row in the report.
/// </param>
/// <param name="Windows">The requested windows.</param>
/// <param name="Changes">The latest changes of its facts, the latest first.</param>
internal sealed record StoreExplanation(
    Store Store,
    Instant AsOf,
    UptimeOptions Options,
    Instant? LatestPoll,
    Instant Now,
    Poll? LastPoll,
    IReadOnlyList<WindowExplanation> Windows,
    IReadOnlyList<FactChange> Changes);

/// <summary>How the figures of one window are derived.</summary>
/// <param name="Explanation">The spans and their sum; <c>null</c> if the business time of the store is unknown (rule R2).</param>
/// <param name="CountedPolls">The number of polls of the window within business time.</param>
/// <param name="IgnoredPolls">The number of polls of the window outside business time, which are ignored (rule R3).</param>
internal sealed record WindowExplanation(
    ReportWindow Window, Interval Interval, Explanation? Explanation, int CountedPolls, int IgnoredPolls)
{
    /// <summary>Known time without a poll in the same business interval, in microseconds: rule R11a.</summary>
    public long CarriedMicroseconds => Explanation?.Totals.CarriedMicroseconds ?? 0;

    /// <summary>A figure as in the report; an empty cell if nothing is known.</summary>
    public string Cell(long microseconds) =>
        Explanation is not { Totals.IsAllUnknown: false } ? "" : FigureText.Of(microseconds, Window.Unit.Microseconds);
}
