namespace StoreMonitor.Core.Reports;

/// <summary>What a figure is counted in.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Microseconds">Its length.</param>
public sealed record FigureUnit(string Name, long Microseconds)
{
    /// <summary>The unit of the last hour.</summary>
    public static readonly FigureUnit Minutes = new("minutes", 60L * 1_000_000);

    /// <summary>The unit of every other window.</summary>
    public static readonly FigureUnit Hours = new("hours", 60L * 60 * 1_000_000);
}
