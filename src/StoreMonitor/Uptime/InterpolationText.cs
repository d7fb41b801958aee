using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Uptime;

/// <summary>The interpolations by the names that commands and requests use.</summary>
internal static class InterpolationText
{
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<Interpolation>().Select(Format)];

    public static string Format(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Hold => "hold",
        Interpolation.Midpoint => "midpoint",
        Interpolation.Proportional => "proportional",
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "there is no such interpolation"),
    };

    /// <summary>The interpolation of a name; <c>null</c> when none has it.</summary>
    public static Interpolation? Parse(string name) =>
        Enum.GetValues<Interpolation>().Where(i => Format(i) == name).Select(i => (Interpolation?)i).SingleOrDefault();
}
