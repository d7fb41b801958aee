namespace StoreMonitor.Core.Reports;

/// <summary>What a column of a report shows. Durations are in the unit of the window.</summary>
public enum ReportMeasure
{
    /// <summary>Business time up.</summary>
    Uptime,

    /// <summary>Business time down.</summary>
    Downtime,

    /// <summary>All business time of the window: uptime, downtime and unknown together (rule R12).</summary>
    Business,

    /// <summary>Business time that nothing is known about.</summary>
    Unknown,

    /// <summary>Known time that no poll of the same business interval speaks for (rule R11a).</summary>
    Carried,

    /// <summary>Time between two polls that differ (rule R11).</summary>
    Uncertain,

    /// <summary>The least uptime that fits the polls (rule R11).</summary>
    UptimeMin,

    /// <summary>The most uptime that fits the polls (rule R11).</summary>
    UptimeMax,

    /// <summary>Uptime as a percentage of the known time, rounded down (rule R16).</summary>
    Availability,

    /// <summary>The known time as a percentage of the business time, rounded down (rule R16).</summary>
    Coverage,

    /// <summary>The instant of the latest poll at or before the as-of instant, counted or not.</summary>
    LastPoll,

    /// <summary>The state at the as-of instant (rule R21).</summary>
    State,

    /// <summary>Whether the store has no counted poll within max carry (rule R21).</summary>
    Dormant,

    /// <summary>The zone of the store; empty while it is not known.</summary>
    Zone,

    /// <summary>Which of hours and zone are defaults (rule R2).</summary>
    Defaults,

    /// <summary>Why the business time of the store is not known (rule R2).</summary>
    Problem,
}

/// <summary>One column of a report: a measure of a window, or of the store.</summary>
/// <param name="Window">The window it is about; <c>null</c> when it is about the store.</param>
public sealed record ReportColumn(ReportMeasure Measure, ReportWindow? Window)
{
    private static readonly ReportMeasure[] OfWindows =
    [
        ReportMeasure.Uptime, ReportMeasure.Downtime, ReportMeasure.Business, ReportMeasure.Unknown, ReportMeasure.Carried,
        ReportMeasure.Uncertain, ReportMeasure.UptimeMin, ReportMeasure.UptimeMax, ReportMeasure.Availability, ReportMeasure.Coverage,
    ];

    private static readonly ReportMeasure[] OfStores =
    [
        ReportMeasure.LastPoll, ReportMeasure.State, ReportMeasure.Dormant, ReportMeasure.Zone, ReportMeasure.Defaults, ReportMeasure.Problem,
    ];

    /// <summary>The columns of the report that asks for no others, after the store id (rule R15).</summary>
    public static readonly IReadOnlyList<ReportColumn> Default = UptimeAndDowntimeOf(ReportWindow.All);

    /// <summary>Its title: <c>uptime_last_day</c>, <c>state</c>.</summary>
    public string Name => Window is null ? NameOf(Measure) : $"{NameOf(Measure)}_{Window.Name}";

    /// <summary>The uptime of each window, then the downtime of each.</summary>
    public static IReadOnlyList<ReportColumn> UptimeAndDowntimeOf(IReadOnlyList<ReportWindow> windows)
    {
        var columns = new ReportColumn[2 * windows.Count];
        for (var index = 0; index < windows.Count; index++)
        {
            columns[index] = new ReportColumn(ReportMeasure.Uptime, windows[index]);
            columns[windows.Count + index] = new ReportColumn(ReportMeasure.Downtime, windows[index]);
        }

        return columns;
    }

    /// <summary>All columns that a report over these windows can have.</summary>
    public static IEnumerable<ReportColumn> AllOf(IReadOnlyList<ReportWindow> windows)
    {
        foreach (var measure in OfWindows)
        {
            foreach (var window in windows)
                yield return new ReportColumn(measure, window);
        }

        foreach (var measure in OfStores)
            yield return new ReportColumn(measure, null);
    }

    /// <summary>The name of a measure alone: <c>uptime</c>, <c>last_poll</c>.</summary>
    public static string NameOf(ReportMeasure measure) => measure switch
    {
        ReportMeasure.Uptime => "uptime",
        ReportMeasure.Downtime => "downtime",
        ReportMeasure.Business => "business",
        ReportMeasure.Unknown => "unknown",
        ReportMeasure.Carried => "carried",
        ReportMeasure.Uncertain => "uncertain",
        ReportMeasure.UptimeMin => "uptime_min",
        ReportMeasure.UptimeMax => "uptime_max",
        ReportMeasure.Availability => "availability",
        ReportMeasure.Coverage => "coverage",
        ReportMeasure.LastPoll => "last_poll",
        ReportMeasure.State => "state",
        ReportMeasure.Dormant => "dormant",
        ReportMeasure.Zone => "zone",
        ReportMeasure.Defaults => "defaults",
        ReportMeasure.Problem => "problem",
    };
}
