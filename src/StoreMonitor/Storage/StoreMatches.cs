namespace StoreMonitor.Storage;

/// <summary>How many stores there are of each kind of fact, and how many of them lack another kind.</summary>
/// <remarks>A store whose hours or zone were given but could not be read counts as having them: it joins.</remarks>
internal sealed record StoreMatches(
    long WithPolls, long WithHours, long WithZones, long PollsWithoutHours, long HoursWithoutPolls, long PollsWithoutZones, long ZonesWithoutPolls)
{
    /// <summary>The facts that most stores do without.</summary>
    public required IReadOnlyList<OptionalMatch> Optional { get; init; }
}

/// <summary>How many stores have a fact that most stores do without, and how many of them have no polls.</summary>
/// <param name="Thing">What they have: <c>special hours</c>.</param>
internal sealed record OptionalMatch(string Thing, long Stores, long WithoutPolls);
