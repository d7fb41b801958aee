using System.Text;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports;

/// <summary>Writes the report as CSV: rule R15.</summary>
internal static class ReportCsv
{
    public const string Header =
        "store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week";

    private const int FiguresPerRow = 6;

    // Of a store whose business time is not known: rule R2.
    private const string EmptyCells = ",,,,,,\n";

    /// <summary>Whether a line is the header of a report, and so its file one that the program wrote.</summary>
    public static bool IsHeader(string line) => line == Header;

    /// <summary>Writes the header and the rows: UTF-8 without a mark, each line ended by <c>\n</c>.</summary>
    public static void Write(Stream stream, IEnumerable<StoreReport> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(Header);
        writer.Write('\n');

        // One call of the writer for all figures of a row, and one for its id: a report has tens of thousands of figures.
        Span<char> figures = stackalloc char[(FiguresPerRow * (FigureText.MaxLength + 1)) + 1];
        foreach (var row in rows)
        {
            writer.Write(CsvText.Field(row.StoreId));
            writer.Write(row.IsBusinessTimeKnown ? figures[..WriteCells(figures, row.Totals)] : EmptyCells);
        }
    }

    private static int WriteCells(Span<char> figures, ReadOnlySpan<UptimeTotals> totals)
    {
        var (hour, day, week) = (totals[0], totals[1], totals[2]);
        var length = 0;
        length += WriteCell(figures[length..], hour, hour.UptimeMicroseconds, FigureText.MicrosecondsPerMinute);
        length += WriteCell(figures[length..], day, day.UptimeMicroseconds, FigureText.MicrosecondsPerHour);
        length += WriteCell(figures[length..], week, week.UptimeMicroseconds, FigureText.MicrosecondsPerHour);
        length += WriteCell(figures[length..], hour, hour.DowntimeMicroseconds, FigureText.MicrosecondsPerMinute);
        length += WriteCell(figures[length..], day, day.DowntimeMicroseconds, FigureText.MicrosecondsPerHour);
        length += WriteCell(figures[length..], week, week.DowntimeMicroseconds, FigureText.MicrosecondsPerHour);
        figures[length++] = '\n';
        return length;
    }

    private static int WriteCell(Span<char> cells, in UptimeTotals totals, long microseconds, long unit)
    {
        cells[0] = ',';
        return totals.IsAllUnknown ? 1 : 1 + FigureText.Write(cells[1..], microseconds, unit);
    }
}
