using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>How many stores there are of each kind of fact, and how many of them lack another kind.</summary>
/// <remarks>A store whose hours or zone were given but could not be read counts as having them: it joins.</remarks>
internal sealed record StoreMatches(
    long WithPolls, long WithHours, long WithZones,
    long PollsWithoutHours, long HoursWithoutPolls, long PollsWithoutZones, long ZonesWithoutPolls)
{
    // The optional facts, in the order of their columns.
    private static readonly string[] OptionalFacts = ["a name", "groups of their own", "listed groups", "special hours", "closures"];

    /// <summary>How many columns the query for <see cref="Of"/> has.</summary>
    public const int ColumnCount = FirstOptional + (2 * 5);

    private const int FirstOptional = 7;

    /// <summary>The facts that most stores do without.</summary>
    public required IReadOnlyList<OptionalMatch> Optional { get; init; }

    /// <summary>What a query has counted: the parameters of the record in order, and two numbers for each optional fact.</summary>
    public static StoreMatches Of(IStoredRow counts) => new(
        counts.Int64(0), counts.Int64(1), counts.Int64(2), counts.Int64(3), counts.Int64(4), counts.Int64(5), counts.Int64(6))
    {
        Optional =
        [
            .. OptionalFacts.Select((thing, index) =>
                new OptionalMatch(thing, counts.Int64(FirstOptional + (2 * index)), counts.Int64(FirstOptional + (2 * index) + 1))),
        ],
    };
}

/// <summary>How many stores have a fact that most stores do without, and how many of them have no polls.</summary>
/// <param name="Thing">What they have: <c>special hours</c>.</param>
internal sealed record OptionalMatch(string Thing, long Stores, long WithoutPolls);
