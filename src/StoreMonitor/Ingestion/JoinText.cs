using System.Globalization;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>
/// Describes stores of the polls that are missing from the hours or zones, and vice versa: unmatched stores get defaults (rule R2).
/// </summary>
internal static class JoinText
{
    // If less than a tenth of the smaller side match, the ids are wrong rather than single stores missing; chosen.
    private const int SmallestShare = 10;

    private const string Hint = "check that the files write the ids alike";

    /// <summary>
    /// One line for hours and one for zones, if there are any and a store is missing on one side, and one for each other kind of fact that
    /// stores without polls have.
    /// </summary>
    public static IEnumerable<string> Notes(StoreMatches stores)
    {
        if (stores is { WithPolls: > 0, WithHours: > 0 } && stores.PollsWithoutHours + stores.HoursWithoutPolls > 0)
            yield return Note("hours", stores.WithPolls, stores.PollsWithoutHours, stores.WithHours, stores.HoursWithoutPolls);
        if (stores is { WithPolls: > 0, WithZones: > 0 } && stores.PollsWithoutZones + stores.ZonesWithoutPolls > 0)
            yield return Note("zones", stores.WithPolls, stores.PollsWithoutZones, stores.WithZones, stores.ZonesWithoutPolls);
        foreach (var (thing, with, without) in stores.Optional)
        {
            if (stores.WithPolls > 0 && without > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"stores: {without} of {with} with {thing} have no polls");
        }
    }

    /// <summary>A warning for each side on which hardly any store matches.</summary>
    public static IEnumerable<string> Warnings(StoreMatches stores)
    {
        if (HardlyMatch(stores.WithPolls, stores.WithHours, stores.PollsWithoutHours))
            yield return Warning("business hours", stores.WithPolls, stores.PollsWithoutHours, stores.WithHours);
        if (HardlyMatch(stores.WithPolls, stores.WithZones, stores.PollsWithoutZones))
            yield return Warning("zones", stores.WithPolls, stores.PollsWithoutZones, stores.WithZones);
        foreach (var (thing, with, without) in stores.Optional)
        {
            if (HardlyMatch(stores.WithPolls, with, stores.WithPolls - (with - without)))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"hardly any stores match: {with - without} of {with} with {thing} have polls; {Hint}");
            }
        }
    }

    private static bool HardlyMatch(long withPolls, long withOther, long pollsWithoutOther) =>
        (withPolls - pollsWithoutOther) * SmallestShare < Math.Min(withPolls, withOther);

    private static string Note(string thing, long withPolls, long without, long withOther, long otherWithout) => string.Create(
        CultureInfo.InvariantCulture,
        $"stores: {without} of {withPolls} with polls have no {thing}, {otherWithout} of {withOther} with {thing} have no polls");

    private static string Warning(string thing, long withPolls, long without, long withOther) => string.Create(
        CultureInfo.InvariantCulture,
        $"hardly any stores match: {withPolls - without} of {withPolls} with polls are among the {withOther} with {thing}; {Hint}");
}
