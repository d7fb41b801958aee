using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Text;

/// <summary>The interpolations by the names that commands and requests use.</summary>
public static class InterpolationText
{
    public static readonly IReadOnlyList<string> Names = ListNames();

    public static string Format(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Hold => "hold",
        Interpolation.Midpoint => "midpoint",
        Interpolation.Proportional => "proportional",
    };

    /// <summary>The interpolation of a name, in any case; <c>null</c> when none has it.</summary>
    public static Interpolation? Parse(string name)
    {
        for (Interpolation? next = Interpolation.Hold; next is { } interpolation; next = After(interpolation))
        {
            if (Format(interpolation).Equals(name, StringComparison.OrdinalIgnoreCase))
                return interpolation;
        }

        return null;
    }

    private static List<string> ListNames()
    {
        var names = new List<string>();
        for (Interpolation? next = Interpolation.Hold; next is { } interpolation; next = After(interpolation))
            names.Add(Format(interpolation));
        return names;
    }

    // All of them as a chain of switch arms, so that a new one does not compile until it is listed. A list would compile without it.
    private static Interpolation? After(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Hold => Interpolation.Midpoint,
        Interpolation.Midpoint => Interpolation.Proportional,
        Interpolation.Proportional => null,
    };
}
