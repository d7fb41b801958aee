namespace StoreMonitor.Storage;

/// <summary>How many stores there are of each kind of fact, and how many of them lack another kind.</summary>
/// <remarks>A store whose hours or zone were given but could not be read counts as having them: it joins.</remarks>
internal sealed record StoreMatches(
    long WithPolls, long WithHours, long WithZones, long PollsWithoutHours, long HoursWithoutPolls, long PollsWithoutZones, long ZonesWithoutPolls);
