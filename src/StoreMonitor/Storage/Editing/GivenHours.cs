using NodaTime;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>Business hours that a file gives: a week, a week from a date on, or the hours of one date.</summary>
/// <param name="StoreKey">The key by which the file names the store.</param>
/// <param name="Date">The first date of the week, or the date of the hours; <c>null</c> for the undated week.</param>
/// <param name="Given">A row given twice counts once.</param>
/// <param name="ClosedDays">For each row that says that the store is closed on a day, the day.</param>
internal sealed record GivenHours(int StoreKey, LocalDate? Date, IReadOnlyCollection<HoursFact> Given, IReadOnlyList<int> ClosedDays)
{
    /// <summary>The rows as they are stored; none when the store is closed.</summary>
    public IReadOnlyList<HoursFact> Rows { get; } = WeekText.Sorted(Given);

    /// <summary>Whether these are the hours that are known.</summary>
    public bool AreSameAs(IReadOnlyList<HoursFact> known)
    {
        if (known.Count != Rows.Count)
            return false;
        for (var index = 0; index < known.Count; index++)
        {
            if (known[index] != Rows[index])
                return false;
        }

        return true;
    }

    /// <summary>
    /// For each row given: unchanged if it was known already (or given before), otherwise stored if nothing was known, and replaced if
    /// other hours were. Removed are the known rows that are gone.
    /// </summary>
    /// <param name="known">What these hours replace, as it is stored; <c>null</c> when nothing is known.</param>
    public WriteCounts CountsOver(IReadOnlyList<HoursFact>? known)
    {
        var given = Given.Count + ClosedDays.Count;
        if (known is null)
            return new WriteCounts(Rows.Count + ClosedDays.Count, Given.Count - Rows.Count, 0);
        if (AreSameAs(known))
            return new WriteCounts(0, given, 0);

        var (before, after) = (known.ToHashSet(), Rows.ToHashSet());
        var added = after.Count(row => !before.Contains(row)) + ClosedDays.Count(day => known.Any(row => row.Day == day));
        return new WriteCounts(0, given - added, added, before.Count(row => !after.Contains(row)));
    }
}
