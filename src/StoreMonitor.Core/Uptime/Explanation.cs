using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Uptime;

/// <summary>How the totals of one store and window come about.</summary>
/// <param name="Totals">The figures explained.</param>
/// <param name="Time">The business time and the planned time of the window, cut at its ends.</param>
/// <param name="Spans">The spans, in order; their lengths sum to the totals. Empty for <see cref="Interpolation.Proportional"/>.</param>
/// <param name="Share">The polls that decide under <see cref="Interpolation.Proportional"/>; otherwise <c>null</c>.</param>
public sealed record Explanation(UptimeTotals Totals, StoreTime Time, IReadOnlyList<StatusSpan> Spans, ProportionalShare? Share);
