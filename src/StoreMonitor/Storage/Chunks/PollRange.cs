using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage.Chunks;

/// <summary>The polls before an instant, or those after one, in microseconds; both ends are included.</summary>
internal readonly record struct PollRange(long First, long Last)
{
    // Nearer to the ends of a 64-bit number, "the one before" would not exist. No poll is as early or as late.
    private const long Earliest = long.MinValue + 2;
    private const long Latest = long.MaxValue - 2;

    /// <summary>The polls before an instant, without one at it.</summary>
    public static PollRange Before(Instant instant) => new(Earliest, UnixMicroseconds.From(instant) - 1);

    /// <summary>The polls after an instant, without one at it.</summary>
    public static PollRange After(Instant instant) => new(UnixMicroseconds.From(instant) + 1, Latest);

    public bool Contains(long atMicroseconds) => atMicroseconds >= First && atMicroseconds <= Last;
}
