using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The hours of a store as instants, with its closures taken out of them and kept beside them.</summary>
/// <param name="BusinessTime">The hours without the closures. A closure splits a business interval in two (rule R18).</param>
/// <param name="PlannedTime">The hours within the closures: planned time, which is neither uptime nor downtime nor unknown (rule
/// R18).</param>
/// <remarks>Invariant: the two share no instant, and together they are the hours.</remarks>
public sealed record StoreTime(IntervalSet BusinessTime, IntervalSet PlannedTime)
{
    /// <summary>The time of a store without closures.</summary>
    public static StoreTime Of(IntervalSet businessTime) => new(businessTime, IntervalSet.Empty);
}
