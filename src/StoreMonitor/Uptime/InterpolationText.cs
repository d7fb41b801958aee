using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Uptime;

/// <summary>The interpolations by the names that commands and requests use.</summary>
internal static class InterpolationText
{
    private static readonly Interpolation[] All = [Interpolation.Hold, Interpolation.Midpoint, Interpolation.Proportional];

    public static readonly IReadOnlyList<string> Names = Array.ConvertAll(All, Format);

    public static string Format(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Hold => "hold",
        Interpolation.Midpoint => "midpoint",
        Interpolation.Proportional => "proportional",
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "there is no such interpolation"),
    };

    /// <summary>The interpolation of a name, in any case; <c>null</c> when none has it.</summary>
    public static Interpolation? Parse(string name)
    {
        foreach (var interpolation in All)
        {
            if (Format(interpolation).Equals(name, StringComparison.OrdinalIgnoreCase))
                return interpolation;
        }

        return null;
    }
}
