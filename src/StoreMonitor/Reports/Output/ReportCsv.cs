using System.Text;
using StoreMonitor.Core.Reports;
using StoreMonitor.Files;

namespace StoreMonitor.Reports.Output;

/// <summary>Writes the report as CSV: rule R15.</summary>
internal static class ReportCsv
{
    /// <summary>The name of the first column.</summary>
    public const string StoreIdColumn = "store_id";

    /// <summary>The header of the report of rule R15.</summary>
    public const string Header =
        "store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week";

    /// <summary>Writes the header and the rows with the columns of rule R15.</summary>
    /// <inheritdoc cref="Write(Stream, IEnumerable{StoreReport}, IReadOnlyList{ReportColumn})"/>
    public static void Write(Stream stream, IEnumerable<StoreReport> rows) => Write(stream, rows, ReportColumn.Default);

    /// <summary>Whether a line is the header of a report, so that the program wrote the file.</summary>
    public static bool IsHeader(string line)
    {
        if (line == Header)
            return true;

        var names = line.Split(',');
        var known = ReportColumn.AllOf([.. ReportWindow.All, ReportWindow.Since(default)]).Select(column => column.Name).ToHashSet();
        return names.Length > 1 && names[0] == StoreIdColumn && names.Skip(1).All(known.Contains);
    }

    /// <summary>Writes the header and the rows: UTF-8 without a byte order mark, each line ended by <c>\n</c>.</summary>
    /// <param name="columns">The columns after the store id; the rows were computed for them.</param>
    public static void Write(Stream stream, IEnumerable<StoreReport> rows, IReadOnlyList<ReportColumn> columns)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(StoreIdColumn);
        foreach (var column in columns)
        {
            writer.Write(',');
            writer.Write(column.Name);
        }

        writer.Write('\n');
        var cells = new ReportCells(columns);
        foreach (var row in rows)
        {
            writer.Write(CsvText.Field(row.StoreId));
            writer.Write(cells.Of(row));
        }
    }
}
