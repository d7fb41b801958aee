using NodaTime;
using NodaTime.TimeZones;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.BusinessHours;

public sealed class ZoneResolverTests
{
    private static readonly ZoneLocalMappingResolver Later =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    [Theory]
    [InlineData("two changes a year", "America/New_York", 1)]
    [InlineData("half an hour", "Australia/Lord_Howe", 1)]
    [InlineData("two hours", "Antarctica/Troll", 1)]
    [InlineData("at midnight, and once moved in the last week", "Asia/Beirut", 1)]
    [InlineData("twice more for Ramadan", "Africa/Casablanca", 1)]
    [InlineData("a date is skipped", "Pacific/Apia", 1)]
    [InlineData("a date is skipped, and no clock changes after", "Pacific/Kwajalein", 1)]
    [InlineData("no clock ever changes", "UTC", 1)]
    [InlineData("backwards", "America/New_York", -1)]
    [InlineData("backwards over a skipped date", "Pacific/Apia", -1)]
    [InlineData("in leaps", "Asia/Beirut", 1_009)]
    public void Each_local_time_is_resolved_as_the_zone_does(string label, string zoneId, int stepHours)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var resolver = new ZoneResolver(zone);
        var (first, last) = (new LocalDateTime(1993, 1, 1, 0, 30), new LocalDateTime(2028, 1, 1, 0, 30));

        for (var local = stepHours > 0 ? first : last; local >= first && local <= last; local = local.PlusHours(stepHours))
        {
            if (resolver.Resolve(LocalMicroseconds.Of(local), Later) != UnixMicroseconds.From(zone.ResolveLocal(local, Later).ToInstant()))
                Assert.Fail($"{label}: {local}");
        }
    }
}
