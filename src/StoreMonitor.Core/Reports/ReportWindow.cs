using NodaTime;

namespace StoreMonitor.Core.Reports;

/// <summary>One of the windows of a report: elapsed time that ends at the as-of instant, or a range of instants that was chosen.</summary>
public sealed record ReportWindow
{
    /// <summary>The name of a window that <see cref="Between"/> or <see cref="Since"/> made.</summary>
    public const string ChosenName = "window";

    /// <summary>The hour before the as-of instant, in minutes.</summary>
    public static readonly ReportWindow LastHour = new("last_hour", Duration.FromHours(1), FigureUnit.Minutes);

    /// <summary>The 24 hours before the as-of instant, in hours.</summary>
    public static readonly ReportWindow LastDay = new("last_day", Duration.FromHours(24), FigureUnit.Hours);

    /// <summary>The 168 hours before the as-of instant, in hours.</summary>
    public static readonly ReportWindow LastWeek = new("last_week", Duration.FromHours(168), FigureUnit.Hours);

    /// <summary>The windows of the report, in the order of its columns (rule R15).</summary>
    public static readonly IReadOnlyList<ReportWindow> All = [LastHour, LastDay, LastWeek];

    // Longer than any window that ends at an as-of instant.
    private static readonly Duration Endless = Duration.FromDays(4_000_000);

    // Zero unless a range was chosen.
    private readonly Instant _from;
    private readonly bool _isChosen;

    private ReportWindow(string name, Duration length, FigureUnit unit)
    {
        Name = name;
        Length = length;
        Unit = unit;
        EndsAtAsOf = true;
    }

    private ReportWindow(Instant from, Duration length, bool endsAtAsOf)
        : this(ChosenName, length, FigureUnit.Hours)
    {
        _from = from;
        _isChosen = true;
        EndsAtAsOf = endsAtAsOf;
    }

    /// <summary>Its name in requests and column titles.</summary>
    public string Name { get; }

    /// <summary>Elapsed time: a day is 24 hours and a week 168, whatever the clocks do.</summary>
    public Duration Length { get; }

    /// <summary>What its figures are counted in (rule R15).</summary>
    public FigureUnit Unit { get; }

    /// <summary>Whether it was chosen to end at the as-of instant.</summary>
    public bool EndsAtAsOf { get; }

    /// <summary>The window from an instant to the as-of instant, in hours.</summary>
    public static ReportWindow Since(Instant from) => new(from, Endless, endsAtAsOf: true);

    /// <summary>The window <c>[from, to)</c>, in hours (rule R20).</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public static ReportWindow Between(Instant from, Instant to) =>
        from < to
            ? new ReportWindow(from, to - from, endsAtAsOf: false)
            : throw new ArgumentException("the end of a window is not after its start", nameof(to));

    /// <summary>Whether both are the same window, chosen or not.</summary>
    /// <remarks>By hand, because the comparer of instants that the compiler would ask for is compiled anew in each process.</remarks>
    public bool Equals(ReportWindow? other) =>
        other is not null && Name == other.Name && Length == other.Length && Unit == other.Unit
        && _isChosen == other._isChosen && EndsAtAsOf == other.EndsAtAsOf && _from == other._from;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Length.GetHashCode(), _from.GetHashCode());

    /// <summary>The window as instants.</summary>
    /// <returns>One that reaches past the as-of instant ends there (rule R20); one that starts after it is empty.</returns>
    public Interval EndingAt(Instant asOf)
    {
        if (!_isChosen)
            return new Interval(asOf - Length, asOf);
        var end = EndsAtAsOf ? asOf : Instant.Min(_from + Length, asOf);
        return new Interval(_from, Instant.Max(_from, end));
    }
}
