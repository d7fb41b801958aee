using StoreMonitor.Storage.Calendars;

namespace StoreMonitor.Storage;

/// <summary>What is known of a store beside its undated week and zone, as the texts that are stored. Most stores have none of it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="OwnGroups">The groups that its own row in a file of stores names: an array of strings.</param>
/// <param name="ListedGroups">The groups that a file of groups lists it in: an array of strings.</param>
/// <param name="DatedWeeks">See <see cref="DatedHoursText"/>.</param>
/// <param name="DatedZones">See <see cref="DatedZonesText"/>.</param>
/// <param name="SpecialHours">See <see cref="DatedHoursText"/>.</param>
/// <param name="Closures">See <see cref="ClosuresText"/>.</param>
internal sealed record StoreDetails(
    string? Name, string? OwnGroups, string? ListedGroups, string? DatedWeeks, string? DatedZones, string? SpecialHours, string? Closures)
{
    /// <summary>Nothing is known.</summary>
    public static StoreDetails None { get; } = new(null, null, null, null, null, null, null);

    /// <summary>Whether anything changes its calendar by date.</summary>
    public bool HasCalendar => DatedWeeks is not null || DatedZones is not null || SpecialHours is not null || Closures is not null;

    /// <summary>All groups of the store, each once, in the order of their names.</summary>
    public IReadOnlyList<string> Groups =>
        [.. GroupsIn(OwnGroups).Concat(GroupsIn(ListedGroups)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<string> GroupsIn(string? text) => text is null ? [] : JsonText.ReadStrings(text, "the text of groups");
}
