using System.Globalization;

namespace StoreMonitor.Core.Uptime;

/// <summary>A part of a whole, kept as the two numbers so that it can be shown without claiming more than there is.</summary>
/// <remarks>Invariant: <c>0 ≤ Part ≤ Whole</c> and <c>Whole &gt; 0</c>.</remarks>
public readonly record struct Share
{
    private const int HundredthsPerWhole = 100 * 100;

    private Share(long part, long whole) => (Part, Whole) = (part, whole);

    /// <summary>The part, in the unit of <see cref="Whole"/>.</summary>
    public long Part { get; }

    /// <summary>The whole; never zero.</summary>
    public long Whole { get; }

    /// <summary>The share as a number from 0 to 1.</summary>
    public double Ratio => (double)Part / Whole;

    /// <summary>The share of a whole; <c>null</c> when the whole is zero, for nothing has no share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is negative or greater than the whole.</exception>
    public static Share? Of(long part, long whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        return whole == 0 ? null : new Share(part, whole);
    }

    /// <summary>The percentage in whole hundredths, rounded down: 10,000 for the whole, and never for less (rule R16).</summary>
    public long HundredthsOfPercent => (long)((Int128)Part * HundredthsPerWhole / Whole);

    /// <summary>The percentage with two decimals, rounded down: anything short of full never shows 100 (rule R16).</summary>
    public string ToPercent()
    {
        var hundredths = HundredthsOfPercent;
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00} %");
    }
}
