using System.Globalization;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Ingestion;

/// <summary>What there is to say when the stores of the polls are not those of the hours or zones: files that do not join make defaults (rule R2).</summary>
internal static class JoinText
{
    // Fewer matches than one in ten of the smaller side are a fault of the ids and not of single stores; chosen.
    private const int SmallestShare = 10;

    private const string Hint = "are the ids of the files written alike?";

    /// <summary>One line for hours and one for zones, where there are any and a store is on one side only.</summary>
    public static IEnumerable<string> Notes(StoreMatches stores)
    {
        if (stores is { WithPolls: > 0, WithHours: > 0 } && stores.PollsWithoutHours + stores.HoursWithoutPolls > 0)
            yield return Note("hours", stores.WithPolls, stores.PollsWithoutHours, stores.WithHours, stores.HoursWithoutPolls);
        if (stores is { WithPolls: > 0, WithZones: > 0 } && stores.PollsWithoutZones + stores.ZonesWithoutPolls > 0)
            yield return Note("zones", stores.WithPolls, stores.PollsWithoutZones, stores.WithZones, stores.ZonesWithoutPolls);
    }

    /// <summary>A warning where hardly any store is on both sides.</summary>
    public static IEnumerable<string> Warnings(StoreMatches stores)
    {
        if (HardlyMatch(stores.WithPolls, stores.WithHours, stores.PollsWithoutHours))
            yield return Warning("business hours", stores.WithPolls, stores.PollsWithoutHours, stores.WithHours);
        if (HardlyMatch(stores.WithPolls, stores.WithZones, stores.PollsWithoutZones))
            yield return Warning("zones", stores.WithPolls, stores.PollsWithoutZones, stores.WithZones);
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
