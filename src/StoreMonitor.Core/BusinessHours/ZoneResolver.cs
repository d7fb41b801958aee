using NodaTime;
using NodaTime.TimeZones;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>Resolves local times of one zone to instants. Not thread-safe.</summary>
/// <remarks>
/// A local time far from any change of the clocks is neither skipped nor repeated, so the offset of the one before will do, and spares
/// a look into the zone for nearly all of them.
/// </remarks>
internal sealed class ZoneResolver(DateTimeZone zone)
{
    // A repeated local time lies before the change by no more than the clocks went back: 23 hours at most, in Kwajalein in 1969.
    private const long Far = LocalMicroseconds.PerDay;

    // Where no clock changes, with a margin; nowhere at first.
    private long _steadyFrom;
    private long _steadyTo;
    private long _offset;

    /// <summary>The instant of a local time, in microseconds since the Unix epoch.</summary>
    /// <param name="local">See <see cref="LocalMicroseconds"/>.</param>
    /// <param name="resolver">Decides for a local time that is skipped or repeated.</param>
    public long Resolve(long local, ZoneLocalMappingResolver resolver)
    {
        if (local >= _steadyFrom && local < _steadyTo)
            return local - _offset;

        var instant = zone.ResolveLocal(LocalMicroseconds.ToLocalDateTime(local), resolver).ToInstant();
        Remember(zone.GetZoneInterval(instant));
        return UnixMicroseconds.From(instant);
    }

    private void Remember(ZoneInterval interval)
    {
        _steadyFrom = interval.HasStart ? LocalMicroseconds.Of(interval.IsoLocalStart) + Far : long.MinValue;
        _steadyTo = interval.HasEnd ? LocalMicroseconds.Of(interval.IsoLocalEnd) - Far : long.MaxValue;
        _offset = interval.WallOffset.Ticks / UnixMicroseconds.TicksPerMicrosecond;
    }
}
