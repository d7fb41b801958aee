using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>The row of one store in a report.</summary>
/// <param name="storeId">The store, as its operator names it.</param>
/// <param name="totals">One for each window of the report, in their order; none when the business time of the store is not known.</param>
public sealed class StoreReport(string storeId, params UptimeTotals[] totals)
{
    /// <summary>The store, as its operator names it.</summary>
    public string StoreId { get; } = storeId;

    /// <summary>
    /// Whether the business time of the store is known. When it is not, there are no totals, and every figure is empty (rule R2).
    /// </summary>
    public bool IsBusinessTimeKnown => totals.Length > 0;

    /// <summary>The totals of each window of the report, in their order; empty when the business time is not known.</summary>
    public IReadOnlyList<UptimeTotals> Totals => totals;

    /// <summary>The totals of one window, by its 0-based index among those of the report.</summary>
    /// <remarks>A span or a list of these would be compiled anew in each process that reads one from another assembly.</remarks>
    /// <exception cref="IndexOutOfRangeException">There is no such window, or the business time is not known.</exception>
    public ref readonly UptimeTotals TotalsOf(int window) => ref totals[window];

    /// <summary>What the columns about the store show; <c>null</c> in a report without such columns.</summary>
    public StoreFacts? Facts { get; init; }
}

/// <summary>What a report can say of a store besides its figures.</summary>
/// <param name="Hours">Its hours and zone.</param>
/// <param name="AsOf">The as-of instant of the report.</param>
/// <param name="LastPollMicroseconds">The latest poll at or before the as-of instant, in microseconds since the Unix epoch.</param>
/// <param name="Now">Its state at the as-of instant; <c>null</c> when its business time is not known (rule R2).</param>
public sealed record StoreFacts(StoreHours Hours, Instant AsOf, long LastPollMicroseconds, StoreNow? Now);
