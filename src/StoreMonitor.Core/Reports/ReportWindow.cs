using NodaTime;

namespace StoreMonitor.Core.Reports;

/// <summary>
/// One of the windows of a report: elapsed time that ends at the as-of instant, or a range of instants that was chosen (rule R20).
/// </summary>
/// <remarks>A further window by name is one entry in <see cref="All"/>.</remarks>
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

    /// <summary>All windows that have a name.</summary>
    public static readonly IReadOnlyList<ReportWindow> All = [LastHour, LastDay, LastWeek];

    // Set when a range was chosen; the greatest instant stands for the as-of instant. Instants that may be absent would be compiled anew in
    // each process.
    private readonly bool _isChosen;
    private readonly Instant _from;
    private readonly Instant _to;

    private ReportWindow(string name, Duration length, FigureUnit unit) => (Name, Length, Unit) = (name, length, unit);

    private ReportWindow(Instant from, Instant to)
        : this(ChosenName, Duration.Zero, FigureUnit.Hours) => (_isChosen, _from, _to) = (true, from, to);

    /// <summary>Its name in requests and column titles.</summary>
    public string Name { get; }

    /// <summary>
    /// Elapsed time before the as-of instant: a day is 24 hours, whatever the clocks do. Zero for a range that was chosen.
    /// </summary>
    public Duration Length { get; }

    /// <summary>What its figures are counted in (rule R15).</summary>
    public FigureUnit Unit { get; }

    /// <summary>The window from an instant to the as-of instant, in hours.</summary>
    public static ReportWindow Since(Instant from) => new(from, Instant.MaxValue);

    /// <summary>The window <c>[from, to)</c>, in hours (rule R20).</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public static ReportWindow Between(Instant from, Instant to) =>
        from < to ? new ReportWindow(from, to) : throw new ArgumentException("the end of a window is not after its start", nameof(to));

    /// <summary>The window as instants.</summary>
    /// <returns>One that reaches past the as-of instant ends there (rule R20); one that starts after it is empty.</returns>
    public Interval EndingAt(Instant asOf)
    {
        if (!_isChosen)
            return new Interval(asOf - Length, asOf);
        return new Interval(_from, Instant.Max(_from, Instant.Min(_to, asOf)));
    }

    /// <summary>
    /// Whether it was chosen to end later than the as-of instant, where it ends instead (rule R20): the answer has to say so.
    /// </summary>
    public bool IsCutAt(Instant asOf) => _isChosen && _to > asOf && _to != Instant.MaxValue;

    /// <summary>Whether both are the same window, chosen or not.</summary>
    /// <remarks>By hand, because the comparer of instants that the compiler would use is compiled anew in each process.</remarks>
    public bool Equals(ReportWindow? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Name == other.Name && Length == other.Length && Unit == other.Unit
            && _isChosen == other._isChosen && _from == other._from && _to == other._to);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Length.GetHashCode(), _from.GetHashCode(), _to.GetHashCode());
}
