namespace StoreMonitor.Core.Reports;

/// <summary>One column of a report: a measure of a window, or of the store.</summary>
/// <param name="Window">The window it is about; <c>null</c> when it is about the store.</param>
public sealed record ReportColumn(ReportMeasure Measure, ReportWindow? Window)
{
    /// <summary>The columns of the report that asks for no others, after the store id (rule R15).</summary>
    public static readonly IReadOnlyList<ReportColumn> Default =
        UptimeAndDowntimeOf([ReportWindow.LastHour, ReportWindow.LastDay, ReportWindow.LastWeek]);

    /// <summary>Its title: <c>uptime_last_day</c>, <c>state</c>.</summary>
    public string Name => Window is null ? Measure.Name : $"{Measure.Name}_{Window.Name}";

    /// <summary>What a length of time in it is counted in: the unit of the window; <c>null</c> when it is about the store.</summary>
    public FigureUnit? Unit => Window?.Unit;

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
        foreach (var measure in ReportMeasure.OfWindows)
        {
            foreach (var window in windows)
                yield return new ReportColumn(measure, window);
        }

        foreach (var measure in ReportMeasure.OfStores)
            yield return new ReportColumn(measure, null);
    }
}
