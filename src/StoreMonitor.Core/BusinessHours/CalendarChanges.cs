using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>
/// What makes the hours of a store differ from date to date, apart from the weekday. Immutable, and equal when its contents are.
/// </summary>
/// <remarks>Invariant: each list is sorted by date, and has no date twice.</remarks>
public sealed class CalendarChanges : IEquatable<CalendarChanges>
{
    private readonly DatedWeek[] _weeks;
    private readonly DatedZone[] _zones;
    private readonly SpecialHours[] _specialHours;

    // Computed once, because a report looks up the calendar of each store.
    private readonly int _hash;

    private CalendarChanges(DatedWeek[] weeks, DatedZone[] zones, SpecialHours[] specialHours, IntervalSet closures)
    {
        (_weeks, _zones, _specialHours, Closures) = (weeks, zones, specialHours, closures);
        foreach (var week in weeks)
            Include(week.First);
        foreach (var zone in zones)
            Include(zone.First);
        foreach (var day in specialHours)
            Include(day.Date);
        _hash = ComputeHash();
    }

    /// <summary>No changes: the same week and the same zone on every date.</summary>
    public static CalendarChanges None { get; } = new([], [], [], IntervalSet.Empty);

    /// <summary>The weeks that have a first date (rule R19), by that date.</summary>
    public IReadOnlyList<DatedWeek> Weeks => _weeks;

    /// <summary>The zones that have a first date (rule R19), by that date.</summary>
    public IReadOnlyList<DatedZone> Zones => _zones;

    /// <summary>The special hours (rule R17), by date.</summary>
    public IReadOnlyList<SpecialHours> SpecialHours => _specialHours;

    /// <summary>The instants at which the store is closed as planned (rule R18); overlapping closures are one.</summary>
    public IntervalSet Closures { get; }

    /// <summary>The first date named by a week, a zone or special hours; the last date there is when none of them is given.</summary>
    internal LocalDate FirstDate { get; private set; } = LocalDate.MaxIsoValue;

    /// <summary>The last such date; the first date there is when none is given.</summary>
    internal LocalDate LastDate { get; private set; } = LocalDate.MinIsoValue;

    /// <summary>The changes of one store, each list in any order; <see cref="None"/> when there are none.</summary>
    /// <exception cref="ArgumentException">Two weeks, two zones or two special hours have the same date.</exception>
    public static CalendarChanges Of(
        IEnumerable<DatedWeek>? weeks = null,
        IEnumerable<DatedZone>? zones = null,
        IEnumerable<SpecialHours>? specialHours = null,
        IntervalSet? closures = null)
    {
        var changes = new CalendarChanges(
            SortedByDate(weeks, week => week.First, nameof(weeks)),
            SortedByDate(zones, zone => zone.First, nameof(zones)),
            SortedByDate(specialHours, day => day.Date, nameof(specialHours)),
            closures ?? IntervalSet.Empty);
        return changes.Equals(None) ? None : changes;
    }

    /// <inheritdoc/>
    public bool Equals(CalendarChanges? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Closures.Equals(other.Closures) && _weeks.AsSpan().SequenceEqual(other._weeks)
            && _zones.AsSpan().SequenceEqual(other._zones) && _specialHours.AsSpan().SequenceEqual(other._specialHours));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CalendarChanges);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(Closures.GetHashCode());
        foreach (var week in _weeks)
            hash.Add(week.GetHashCode());
        foreach (var zone in _zones)
            hash.Add(zone.GetHashCode());
        foreach (var day in _specialHours)
            hash.Add(day.GetHashCode());
        return hash.ToHashCode();
    }

    private void Include(LocalDate date) => (FirstDate, LastDate) = (LocalDate.Min(FirstDate, date), LocalDate.Max(LastDate, date));

    private static T[] SortedByDate<T>(IEnumerable<T>? items, Func<T, LocalDate> dateOf, string name)
    {
        T[] sorted = items is null ? [] : [.. items.OrderBy(dateOf)];
        for (var index = 1; index < sorted.Length; index++)
        {
            if (dateOf(sorted[index]) == dateOf(sorted[index - 1]))
                throw new ArgumentException($"two entries have the date {dateOf(sorted[index]):uuuu-MM-dd}", name);
        }

        return sorted;
    }
}
