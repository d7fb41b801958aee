using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>
/// The business hours of a week: any number of rows a weekday, none meaning closed. Immutable, and equal when the rows are.
/// </summary>
/// <remarks>Invariant: the rows of a day are sorted by opening and closing time and none occurs twice.</remarks>
public sealed class WeeklySchedule : IEquatable<WeeklySchedule>
{
    private const int DaysPerWeek = 7;
    private const long MicrosecondsPerWeek = DaysPerWeek * LocalMicroseconds.PerDay;

    // All rows in order, and for each day (Monday first) the index of its first one; a last entry closes Sunday.
    private readonly OpeningHours[] _rows;
    private readonly int[] _firstOfDay = new int[DaysPerWeek + 1];
    private readonly int _hash;

    private WeeklySchedule(OpeningHours[] sorted)
    {
        _rows = sorted;
        var hash = new HashCode();
        foreach (var row in sorted)
        {
            _firstOfDay[(int)row.Day]++;
            hash.Add((int)row.Day);
            hash.Add(row.Opens.TickOfDay);
            hash.Add(row.Closes.TickOfDay);
            hash.Add(row.IsWrittenPastMidnight ? 1 : 0);
        }

        for (var day = 1; day <= DaysPerWeek; day++)
            _firstOfDay[day] += _firstOfDay[day - 1];
        _hash = hash.ToHashCode();
        IsAlwaysOpen = CoversTheWeek();
    }

    /// <summary>Open 24×7: what a store without business-hours rows keeps (rule R2).</summary>
    public static WeeklySchedule Always { get; } = Of(Enumerable.Range(1, DaysPerWeek)
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
    public IReadOnlyList<OpeningHours> Rows => _rows;

    /// <summary>The schedule with these rows, in any order; a row given twice counts once.</summary>
    /// <exception cref="ArgumentException">A row is for no weekday.</exception>
    public static WeeklySchedule Of(params IEnumerable<OpeningHours> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, InOrder);
        var distinct = 0;
        foreach (var row in sorted)
        {
            if (row.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
                throw new ArgumentException("a row of business hours has no weekday", nameof(rows));
            if (distinct == 0 || InOrder(sorted[distinct - 1], row) != 0)
                sorted[distinct++] = row;
        }

        return new WeeklySchedule(sorted[..distinct]);
    }

    /// <summary>The rows that open on the weekday of a date, by opening time.</summary>
    public ReadOnlySpan<OpeningHours> OpeningOn(LocalDate date)
    {
        var day = (int)date.DayOfWeek;
        return _rows.AsSpan(_firstOfDay[day - 1].._firstOfDay[day]);
    }

    /// <inheritdoc/>
    public bool Equals(WeeklySchedule? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _rows.AsSpan().SequenceEqual(other._rows));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeeklySchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private static int InOrder(OpeningHours a, OpeningHours b)
    {
        if (a.Day != b.Day)
            return (int)a.Day - (int)b.Day;
        if (a.Opens != b.Opens)
            return a.Opens.CompareTo(b.Opens);
        return a.IsWrittenPastMidnight != b.IsWrittenPastMidnight
            ? a.IsWrittenPastMidnight.CompareTo(b.IsWrittenPastMidnight)
            : a.Closes.CompareTo(b.Closes);
    }

    private bool CoversTheWeek()
    {
        // Sunday's night reaches into Monday: the same rows a week earlier cover the start.
        var covered = 0L;
        foreach (var row in _rows)
            covered = Math.Max(covered, MidnightOf(row) + row.ClosesAtMicrosecond - MicrosecondsPerWeek);

        foreach (var row in _rows)
        {
            if (MidnightOf(row) + row.OpensAtMicrosecond > covered)
                return false;
            covered = Math.Max(covered, MidnightOf(row) + row.ClosesAtMicrosecond);
        }

        return covered >= MicrosecondsPerWeek;
    }

    // Local microseconds since Monday's midnight, in a week in which no clock changes.
    private static long MidnightOf(OpeningHours row) => ((int)row.Day - 1) * LocalMicroseconds.PerDay;
}
