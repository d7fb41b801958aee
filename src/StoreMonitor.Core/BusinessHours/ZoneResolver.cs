using NodaTime;
using NodaTime.TimeZones;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>Resolves local times of one zone to instants. Not thread-safe.</summary>
/// <remarks>
/// A local time far from any change of the clocks is neither skipped nor repeated, so the offset of the one before will do: the hours
/// of a cold report take three quarters of the time that they take with a look into the zone for each.
/// </remarks>
internal sealed class ZoneResolver(DateTimeZone zone)
{
    // Offsets lie within 18 hours of UTC: no two differ by as much.
    private const int FarInDays = 2;

    // Where no clock changes, with a margin; nowhere at first.
    private LocalDateTime _steadyFrom;
    private LocalDateTime _steadyTo;
    private Offset _offset;

    /// <summary>Microseconds since the Unix epoch; <paramref name="resolver"/> decides for a local time that is skipped or repeated.</summary>
    public long Resolve(LocalDateTime local, ZoneLocalMappingResolver resolver)
    {
        if (local >= _steadyFrom && local < _steadyTo)
            return UnixMicroseconds.From(local.WithOffset(_offset).ToInstant());

        var instant = zone.ResolveLocal(local, resolver).ToInstant();
        Remember(zone.GetZoneInterval(instant));
        return UnixMicroseconds.From(instant);
    }

    private void Remember(ZoneInterval interval)
    {
        _steadyFrom = interval.HasStart ? interval.IsoLocalStart.PlusDays(FarInDays) : LocalDateTime.MinIsoValue;
        _steadyTo = interval.HasEnd ? interval.IsoLocalEnd.PlusDays(-FarInDays) : LocalDateTime.MaxIsoValue;
        _offset = interval.WallOffset;
    }
}
