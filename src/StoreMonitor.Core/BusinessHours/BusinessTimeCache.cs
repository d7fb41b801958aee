using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>Business intervals around one range, computed once for all stores that share a zone and a week. Not thread-safe.</summary>
/// <remarks>Chains keep few distinct weeks: 860 pairs for 4,549 stores in the 2024 data.</remarks>
public sealed class BusinessTimeCache(Instant from, Instant to)
{
    private readonly Dictionary<(string Zone, WeeklySchedule Schedule), IntervalSet> _touching = [];

    /// <summary>The same as <see cref="BusinessTime.Touching"/> over the range of the cache.</summary>
    public IntervalSet Touching(StoreHours hours)
    {
        var key = (hours.Zone.Id, hours.Schedule);
        if (_touching.TryGetValue(key, out var known))
            return known;

        var computed = new BusinessTime(hours.Schedule, hours.Zone).Touching(from, to);
        _touching.Add(key, computed);
        return computed;
    }
}
