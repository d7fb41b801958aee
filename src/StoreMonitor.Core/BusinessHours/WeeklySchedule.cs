using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>The business hours of a week: any number of rows a weekday, none meaning closed. Immutable, and equal when the rows are.</summary>
/// <remarks>Invariant: the rows of a day are sorted by opening and closing time and none occurs twice.</remarks>
public sealed class WeeklySchedule : IEquatable<WeeklySchedule>
{
    private const int DaysPerWeek = 7;
    private const long TicksPerWeek = DaysPerWeek * NodaConstants.TicksPerDay;

    private readonly OpeningHours[][] _byDay;
    private readonly int _hash;

    private WeeklySchedule(IEnumerable<OpeningHours> rows)
    {
        var sorted = rows.Distinct().OrderBy(r => r.Day).ThenBy(r => r.Opens).ThenBy(r => r.Closes).ToLookup(r => r.Day);
        _byDay = [.. Enumerable.Range(1, DaysPerWeek).Select(day => sorted[(IsoDayOfWeek)day].ToArray())];

        var hash = new HashCode();
        foreach (var row in Rows)
            hash.Add(row);
        _hash = hash.ToHashCode();
        IsAlwaysOpen = CoversTheWeek();
    }

    /// <summary>Open 24×7: what a store without business-hours rows keeps (rule R2).</summary>
    public static WeeklySchedule Always { get; } = new(Enumerable.Range(1, DaysPerWeek)
        .Select(day => new OpeningHours((IsoDayOfWeek)day, LocalTime.Midnight, LocalTime.Midnight)));

    /// <summary>Never open.</summary>
    public static WeeklySchedule Never { get; } = new([]);

    /// <summary>Whether the rows leave no moment of the week out, so that business time has no end.</summary>
    /// <remarks>
    /// Local time without a hole is elapsed time without a hole under rule R7: where two rows meet, the closing is never before the
    /// opening, whatever the clocks do then.
    /// </remarks>
    public bool IsAlwaysOpen { get; }

    /// <summary>All rows, from Monday to Sunday, by opening time within a day.</summary>
    public IEnumerable<OpeningHours> Rows => _byDay.SelectMany(day => day);

    /// <summary>The schedule with these rows, in any order; a row given twice counts once.</summary>
    /// <exception cref="ArgumentException">A row is for no weekday.</exception>
    public static WeeklySchedule Of(params IEnumerable<OpeningHours> rows)
    {
        var all = rows.ToList();
        if (all.Any(row => row.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday))
            throw new ArgumentException("a row of business hours has no weekday", nameof(rows));
        return new WeeklySchedule(all);
    }

    /// <summary>The rows that open on a date, by opening time.</summary>
    /// <remarks>Asked by date, not by weekday: special hours and weeks with a first date (R17, R19) are to answer here.</remarks>
    public ReadOnlySpan<OpeningHours> OpeningOn(LocalDate date) => _byDay[(int)date.DayOfWeek - 1];

    /// <inheritdoc/>
    public bool Equals(WeeklySchedule? other) =>
        other is not null && _hash == other._hash && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeeklySchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private bool CoversTheWeek()
    {
        var spans = Rows.Select(row => (Start: TicksOf(row.Day, 0, row.Opens), End: ClosingTicksOf(row))).ToList();

        // Sunday's night reaches into Monday: the same rows a week earlier cover the start.
        var covered = spans.Select(span => span.End - TicksPerWeek).Append(0).Max();
        foreach (var (start, end) in spans)
        {
            if (start > covered)
                return false;
            covered = Math.Max(covered, end);
        }

        return covered >= TicksPerWeek;
    }

    private static long ClosingTicksOf(OpeningHours row)
    {
        if (row.ClosesAtEndOfDay)
            return TicksOf(row.Day, 1, LocalTime.Midnight);
        return TicksOf(row.Day, row.IsOvernight ? 1 : 0, row.Closes);
    }

    // Local ticks since Monday's midnight, in a week in which no clock changes.
    private static long TicksOf(IsoDayOfWeek day, int daysLater, LocalTime time) =>
        (((int)day - 1 + daysLater) * NodaConstants.TicksPerDay) + time.TickOfDay;
}
