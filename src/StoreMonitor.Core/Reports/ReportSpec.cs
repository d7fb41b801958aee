using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>What a report shows, and of when: with the facts it decides every cell (rule R14).</summary>
public sealed class ReportSpec
{
    /// <param name="asOf">The "now" of the report: no poll after it is used (rule R13).</param>
    /// <param name="options">The interpolation and the max carry.</param>
    /// <param name="columns">Those after the store id; <c>null</c> for those of rule R15.</param>
    public ReportSpec(Instant asOf, UptimeOptions options, IReadOnlyList<ReportColumn>? columns = null)
    {
        (AsOf, Options, Columns) = (asOf, options, columns ?? ReportColumn.Default);
        Windows = WindowsOf(Columns);
        foreach (var column in Columns)
            HasStoreColumns |= column.Window is null;
    }

    /// <summary>The "now" of the report.</summary>
    public Instant AsOf { get; }

    /// <summary>The interpolation and the max carry.</summary>
    public UptimeOptions Options { get; }

    /// <summary>The columns after the store id.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>The windows that the totals of a row are about, in their order; at least one.</summary>
    public IReadOnlyList<ReportWindow> Windows { get; }

    /// <summary>Whether a column is about the store, so that the rows need <see cref="StoreReport.Facts"/>.</summary>
    public bool HasStoreColumns { get; }

    /// <summary>The windows of columns, each once, in the order in which they are first named; the last day where there are none.</summary>
    public static IReadOnlyList<ReportWindow> WindowsOf(IReadOnlyList<ReportColumn> columns)
    {
        var windows = new List<ReportWindow>();
        foreach (var column in columns)
        {
            if (column.Window is not null && IndexIn(windows, column.Window) < 0)
                windows.Add(column.Window);
        }

        if (windows.Count == 0)
            windows.Add(ReportWindow.LastDay);
        return windows;
    }

    /// <summary>The 0-based index of a window of <see cref="WindowsOf"/>; negative when it is none of them.</summary>
    /// <remarks>A loop, because a comparer of ours is built by reflection in each process.</remarks>
    public static int IndexIn(IReadOnlyList<ReportWindow> windows, ReportWindow window)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (windows[index] == window)
                return index;
        }

        return -1;
    }
}
