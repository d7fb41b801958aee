using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage.Model;

/// <summary>How EF Core stores instants and durations: as 64-bit microseconds.</summary>
internal static class MicrosecondConverters
{
    public static void AddTo(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantConverter>();
        conventions.Properties<Duration>().HaveConversion<DurationConverter>();
    }

    private sealed class InstantConverter() : ValueConverter<Instant, long>(
        instant => UnixMicroseconds.From(instant), microseconds => UnixMicroseconds.ToInstant(microseconds));

    private sealed class DurationConverter() : ValueConverter<Duration, long>(
        duration => UnixMicroseconds.From(duration), microseconds => UnixMicroseconds.ToDuration(microseconds));
}
