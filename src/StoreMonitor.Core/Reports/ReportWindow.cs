using NodaTime;

namespace StoreMonitor.Core.Reports;

/// <summary>One of the windows of a report: elapsed time that ends at the as-of instant.</summary>
/// <param name="Name">Its name in requests and column titles.</param>
/// <param name="Length">Elapsed time: a day is 24 hours and a week 168, whatever the clocks do.</param>
public sealed record ReportWindow(string Name, Duration Length)
{
    /// <summary>The hour before the as-of instant.</summary>
    public static readonly ReportWindow LastHour = new("last_hour", Duration.FromHours(1));

    /// <summary>The 24 hours before the as-of instant.</summary>
    public static readonly ReportWindow LastDay = new("last_day", Duration.FromHours(24));

    /// <summary>The 168 hours before the as-of instant.</summary>
    public static readonly ReportWindow LastWeek = new("last_week", Duration.FromHours(168));

    /// <summary>The windows of the report, in the order of its columns (rule R15).</summary>
    public static readonly IReadOnlyList<ReportWindow> All = [LastHour, LastDay, LastWeek];

    /// <summary>The window as instants.</summary>
    public Interval EndingAt(Instant asOf) => new(asOf - Length, asOf);
}
