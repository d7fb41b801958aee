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

    /// <summary>Writes the header and the rows: UTF-8 without a mark, each line ended by <c>\n</c>.</summary>
    public static void Write(Stream stream, IEnumerable<StoreReport> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.NewLine = "\n";
        writer.WriteLine(Header);
        foreach (var row in rows)
        {
            writer.Write(CsvText.Field(row.StoreId));
            WriteCell(writer, row.LastHour, row.LastHour.UptimeMicroseconds, FigureText.MicrosecondsPerMinute);
            WriteCell(writer, row.LastDay, row.LastDay.UptimeMicroseconds, FigureText.MicrosecondsPerHour);
            WriteCell(writer, row.LastWeek, row.LastWeek.UptimeMicroseconds, FigureText.MicrosecondsPerHour);
            WriteCell(writer, row.LastHour, row.LastHour.DowntimeMicroseconds, FigureText.MicrosecondsPerMinute);
            WriteCell(writer, row.LastDay, row.LastDay.DowntimeMicroseconds, FigureText.MicrosecondsPerHour);
            WriteCell(writer, row.LastWeek, row.LastWeek.DowntimeMicroseconds, FigureText.MicrosecondsPerHour);
            writer.WriteLine();
        }
    }

    private static void WriteCell(StreamWriter writer, in UptimeTotals totals, long microseconds, long unit)
    {
        writer.Write(',');
        if (totals.IsAllUnknown)
            return;

        Span<char> text = stackalloc char[FigureText.MaxLength];
        writer.Write(text[..FigureText.Write(text, microseconds, unit)]);
    }
}
