using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The zone of a store from a local date on, until a later one begins (rule R19).</summary>
/// <param name="First">The first local date on which rows open in this zone.</param>
/// <param name="Zone">The zone in which both ends of those rows are resolved.</param>
public sealed record DatedZone(LocalDate First, DateTimeZone Zone)
{
    /// <summary>Whether both name the same zone from the same date on.</summary>
    /// <remarks>Zones are compared by id, because NodaTime does not define their equality.</remarks>
    public bool Equals(DatedZone? other) => other is not null && First == other.First && Zone.Id == other.Zone.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Zone.Id);
}
