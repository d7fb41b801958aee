using NodaTime;

namespace StoreMonitor.Core.Intervals;

/// <summary>
/// Instants and durations as whole microseconds in 64 bits: the unit of every stored fact, and the one in which rule R12 (the three
/// parts sum exactly) holds.
/// </summary>
/// <remarks>
/// The calculation is done on these numbers because NodaTime's <see cref="Instant"/> is two numbers wide; the ordinary type stays
/// the one to use wherever millions of them are not in play.
/// </remarks>
public static class UnixMicroseconds
{
    internal const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1_000;

    /// <summary>The first microsecond that an <see cref="Instant"/> can express; stands for "since ever".</summary>
    public static readonly long Min = From(Instant.MinValue);

    /// <summary>The last microsecond that an <see cref="Instant"/> can express; stands for "for ever".</summary>
    public static readonly long Max = From(Instant.MaxValue);

    /// <summary>Microseconds since the Unix epoch, cut down (towards the past) to a whole one.</summary>
    public static long From(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        var whole = ticks / TicksPerMicrosecond;
        return ticks % TicksPerMicrosecond < 0 ? whole - 1 : whole;
    }

    /// <summary>The length in microseconds, cut towards zero to a whole one.</summary>
    /// <exception cref="OverflowException">The duration is longer than 64 bits of ticks (29,000 years).</exception>
    public static long From(Duration duration) => duration.BclCompatibleTicks / TicksPerMicrosecond;

    /// <summary>The instant so many microseconds after the Unix epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <see cref="Min"/> and <see cref="Max"/>.</exception>
    public static Instant ToInstant(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microseconds, Max);
        return Instant.FromUnixTimeTicks(microseconds * TicksPerMicrosecond);
    }

    /// <summary>The instant cut down (towards the past) to a whole microsecond.</summary>
    public static Instant Cut(Instant instant) => ToInstant(From(instant));

    /// <summary>The duration of so many microseconds.</summary>
    public static Duration ToDuration(long microseconds) => Duration.FromTicks(microseconds) * TicksPerMicrosecond;
}
