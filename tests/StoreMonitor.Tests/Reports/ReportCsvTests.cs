using System.Text;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Reports.Output;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ReportCsvTests
{
    private const long Second = 1_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static readonly UptimeTotals Closed = new(0, 0, 0);

    [Fact]
    public void A_report_without_rows_is_the_header_in_utf_8_without_a_mark_ended_by_a_line_feed()
    {
        Write().Should().Equal(Encoding.ASCII.GetBytes(ServiceFolder.Header));
    }

    [Fact]
    public void The_last_hour_is_in_minutes_and_day_and_week_are_in_hours()
    {
        var row = new StoreReport("s", new(15 * Minute, 45 * Minute, 0), new(6 * Hour, 2 * Hour, 0), new(42 * Hour, 14 * Hour, 0));

        RowsOf(row).Should().Be("s,15.00,6.00,42.00,45.00,2.00,14.00\n");
    }

    [Theory]
    [InlineData("half a hundredth of a minute", 300_000, "0.01")]
    [InlineData("a microsecond less", 299_999, "0.00")]
    [InlineData("one and a half hundredths", 900_000, "0.02")]
    [InlineData("two and a half hundredths", 1_500_000, "0.03")]
    [InlineData("a microsecond less than that", 1_499_999, "0.02")]
    [InlineData("nearly a minute", 59_700_000, "1.00")]
    [InlineData("a minute", 60_000_000, "1.00")]
    [InlineData("an hour but a microsecond", 3_599_999_999, "60.00")]
    [InlineData("nothing", 0, "0.00")]
    [InlineData("a microsecond", 1, "0.00")]
    public void Minutes_have_two_decimals_with_the_half_away_from_zero(string label, long microseconds, string cell)
    {
        var row = new StoreReport("s", new(microseconds, microseconds, 0), Closed, Closed);

        RowsOf(row).Should().Be($"s,{cell},0.00,0.00,{cell},0.00,0.00\n", label);
    }

    [Theory]
    [InlineData("half a hundredth of an hour", 18_000_000, "0.01")]
    [InlineData("a microsecond less", 17_999_999, "0.00")]
    [InlineData("one and a half hundredths", 54_000_000, "0.02")]
    [InlineData("a week", 168 * Hour, "168.00")]
    [InlineData("a thousand hours, without a separator", 1_234 * Hour, "1234.00")]
    public void Hours_have_two_decimals_with_the_half_away_from_zero(string label, long microseconds, string cell)
    {
        var row = new StoreReport("s", Closed, new(microseconds, 0, 0), new(0, microseconds, 0));

        RowsOf(row).Should().Be($"s,0.00,{cell},0.00,0.00,0.00,{cell}\n", label);
    }

    [Fact]
    public void Business_time_of_which_nothing_is_known_is_two_empty_cells()
    {
        var row = new StoreReport("s", new(0, 0, Hour), new(0, 0, 1), Closed);

        RowsOf(row).Should().Be("s,,,0.00,,,0.00\n");
    }

    [Fact]
    public void Business_time_of_which_a_microsecond_is_known_has_figures()
    {
        var row = new StoreReport("s", new(1, 0, Hour), new(0, 1, Hour), Closed);

        RowsOf(row).Should().Be("s,0.00,0.00,0.00,0.00,0.00,0.00\n");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two words", "two words")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("the \"best\"", "\"the \"\"best\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("carriage\rreturn", "\"carriage\rreturn\"")]
    [InlineData("東京-🍕", "東京-🍕")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "+1")]
    [InlineData("-1", "-1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'quoted'", "'quoted'")]
    public void A_store_id_is_text_to_every_reader(string storeId, string cell)
    {
        var row = new StoreReport(storeId, Closed, Closed, Closed);

        RowsOf(row).Should().Be($"{cell},0.00,0.00,0.00,0.00,0.00,0.00\n");
    }

    [Fact]
    public async Task R15_Rows_are_in_the_order_of_the_UTF_8_bytes_of_their_ids()
    {
        string[] ids = ["～", "🍕", "ä", "a", "Z", "10", "9", "A", "z", "a b", "a-b", "a.b"];
        using var folder = new ServiceFolder().WritePolls([.. ids.Select(id => $"{id},active,2024-10-07 12:00:00 UTC")]);

        var lines = Encoding.UTF8.GetString(await folder.Report()).Split('\n')[1..^1];

        lines.Select(line => line.Split(',')[0]).Should().Equal("10", "9", "A", "Z", "a", "a b", "a-b", "a.b", "z", "ä", "～", "🍕");
    }

    private static string RowsOf(params StoreReport[] rows) => Encoding.UTF8.GetString(Write(rows))[ServiceFolder.Header.Length..];

    private static byte[] Write(params StoreReport[] rows)
    {
        using var stream = new MemoryStream();
        ReportCsv.Write(stream, rows);
        return stream.ToArray();
    }
}
