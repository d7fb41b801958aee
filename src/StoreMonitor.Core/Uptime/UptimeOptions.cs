using NodaTime;

namespace StoreMonitor.Core.Uptime;

/// <summary>What a caller may choose about a calculation.</summary>
public sealed record UptimeOptions
{
    /// <summary>The longest <see cref="MaxCarry"/>: a century of 36,525 days. Chosen, so that sums with instants cannot overflow.</summary>
    public static readonly Duration LongestCarry = Duration.FromDays(36_525);

    /// <summary>Hold, and 24 hours of carry: a store that has not been heard of for a day is unknown, not up (docs/semantics.md).</summary>
    public static readonly UptimeOptions Default = new(Interpolation.Hold, Duration.FromHours(24));

    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxCarry"/> is shorter than a microsecond or longer than <see cref="LongestCarry"/>, or the interpolation is
    /// unknown.
    /// </exception>
    public UptimeOptions(Interpolation interpolation, Duration maxCarry)
    {
        if (!Enum.IsDefined(interpolation))
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "there is no such interpolation");
        if (!CanCarry(maxCarry))
            throw new ArgumentOutOfRangeException(nameof(maxCarry), maxCarry, "max carry lies between a microsecond and 36,525 days");

        Interpolation = interpolation;
        MaxCarry = maxCarry;
    }

    /// <summary>Whether a duration can be a <see cref="MaxCarry"/>: at least a microsecond, at most <see cref="LongestCarry"/>.</summary>
    public static bool CanCarry(Duration maxCarry) => maxCarry >= Duration.FromTicks(10) && maxCarry <= LongestCarry;

    /// <summary>How the status between two polls is told.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>A poll at <c>p</c> speaks for <c>[p − MaxCarry, p + MaxCarry)</c> and no further.</summary>
    public Duration MaxCarry { get; }
}
