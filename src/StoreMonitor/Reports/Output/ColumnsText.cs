using StoreMonitor.Core.Reports;
using StoreMonitor.Files;
using StoreMonitor.Settings;

namespace StoreMonitor.Reports.Output;

/// <summary>Parses the column names of a report.</summary>
internal static class ColumnsText
{
    private const char Added = '+';

    /// <summary>
    /// Parses comma-separated names: <c>uptime_last_day,state</c> selects exactly these; <c>+carried,+last_poll</c> adds to the default.
    /// </summary>
    /// <param name="windows">
    /// The windows that a column may refer to. An added measure without a window is added for each default window.
    /// </param>
    /// <param name="standard">The columns that others are added to.</param>
    /// <exception cref="UsageException">A name is not that of a column, or is given twice.</exception>
    public static IReadOnlyList<ReportColumn> Parse(
        string text, IReadOnlyList<ReportWindow> windows, IReadOnlyList<ReportColumn> standard)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        var isAddition = names[0].StartsWith(Added);
        var columns = isAddition ? [.. standard] : new List<ReportColumn>();
        var known = ReportColumn.AllOf(windows).ToList();
        for (var index = 0; index < names.Length; index++)
        {
            // The store id is always present, and always first.
            if (index == 0 && names[index] == ReportCsv.StoreIdColumn)
                continue;
            if (names[index].StartsWith(Added) != isAddition)
                throw new UsageException($"--columns '{text}' has names with and without '{Added}'; '{Added}' adds to the default columns");

            foreach (var column in Named(isAddition ? names[index][1..] : names[index], isAddition, known, standard))
            {
                if (columns.Contains(column))
                    throw new UsageException($"--columns '{text}' has the column '{column.Name}' twice");
                columns.Add(column);
            }
        }

        return columns.Count > 0
            ? columns
            : throw new UsageException($"--columns '{text}' has no column but the store id, which is always there");
    }

    private static List<ReportColumn> Named(
        string name, bool isAddition, List<ReportColumn> known, IReadOnlyList<ReportColumn> standard)
    {
        var named = known.Where(column => column.Name == name).ToList();
        if (named.Count == 0 && isAddition)
            named = known.Where(column => column.Measure.Name == name && standard.Any(s => s.Window == column.Window)).ToList();
        if (named.Count > 0)
            return named;

        var all = string.Join(", ", known.Select(column => column.Name));
        throw new UsageException($"--columns has '{PrintableText.Of(name)}', which is not a column; there are: {all}");
    }
}
