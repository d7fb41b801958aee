using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class StrayQuoteTests : IDisposable
{
    private const int BytesAfterTheQuote = 1_200_000;

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("at the start of an id", "\"b,active,2024-10-07 10:00:00 UTC")]
    [InlineData("at the start of a status", "b,\"active,2024-10-07 10:00:00 UTC")]
    [InlineData("at the start of a timestamp", "b,active,\"2024-10-07 10:00:00 UTC")]
    [InlineData("text after a closing quote", "\"b\"x,active,2024-10-07 10:00:00 UTC")]
    public void A_stray_quote_costs_its_own_row_and_the_rest_loads(string label, string row)
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC", row, "c,active,2024-10-07 10:00:00 UTC", "d,active,2024-10-07 10:00:00 UTC");

        var summary = _cli.Ingest();

        _cli.Facts.Stores.Should().Equal(["a", "c", "d"], label);
        summary.Rejected.Select(r => r.ToString()).Should().Equal(
            [$"store_status.csv:3: row '{row}' has a quote that is not closed where the field ends"], label);
        summary.Files[^1].Read.Should().Be(4, label);
        summary.Files[^1].Rejected.Should().Be(1, label);
    }

    [Theory]
    [InlineData("at the start of an id", "\"b,active,2024-10-07 10:00:00 UTC")]
    [InlineData("in the last row", "b,active,\"2024-10-07 10:00:00 UTC")]
    public void A_stray_quote_in_the_last_row_costs_that_row(string label, string row)
    {
        _cli.WriteRaw("store_status.csv", $"{Cli.StatusHeader}\na,active,2024-10-07 10:00:00 UTC\n{row}");

        var summary = _cli.Ingest();

        _cli.Facts.Stores.Should().Equal(["a"], label);
        summary.Rejected.Should().ContainSingle(label).Which.Line.Should().Be(3, label);
    }

    [Fact]
    public void A_quote_inside_an_unquoted_id_is_part_of_it()
    {
        _cli.WriteStatus("b\"1,active,2024-10-07 10:00:00 UTC", "5\"\" disk,active,2024-10-07 10:00:00 UTC");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal("5\"\" disk", "b\"1");
    }

    [Fact]
    public void A_stray_quote_before_more_than_a_mebibyte_costs_its_own_row_and_the_rest_loads()
    {
        const string Note = "a note that makes the rows long, so that there need not be many of them; the column is ignored and the bytes are not";
        var count = BytesAfterTheQuote / (Note.Length + 40);
        _cli.Write("store_status.csv", Cli.StatusHeader + ",note", [
            "a,active,2024-10-07 10:00:00 UTC,x",
            "\"b,active,2024-10-07 10:00:00 UTC,x",
            .. Enumerable.Range(0, count).Select(i => $"c,active,2024-10-07 10:00:00.{i:000000} UTC,{Note.Replace(",", ";", StringComparison.Ordinal)}")]);

        var summary = _cli.Ingest();

        summary.Rejected.Should().ContainSingle().Which.Line.Should().Be(3);
        summary.Files[^1].Written.Stored.Should().Be(count + 1);
        _cli.Facts.Stores.Should().Equal("a", "c");
    }

    [Fact]
    public void Rows_rejected_before_a_stray_quote_are_listed_once()
    {
        _cli.WriteZones("z,nowhere", "a,UTC");
        _cli.WriteStatus("a,?,2024-10-07 10:00:00 UTC", "\"b,active,2024-10-07 10:00:00 UTC", "c,!,2024-10-07 10:00:00 UTC", "d,active,2024-10-07 10:00:00 UTC");

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => (row.File, row.Line)).Should().Equal(
            ("timezones.csv", 2), ("store_status.csv", 2), ("store_status.csv", 3), ("store_status.csv", 4));
        File.ReadAllLines(summary.RejectedListPath!).Should().HaveCount(1 + 4);
    }

    [Fact]
    public void A_list_begun_before_the_stray_quote_was_found_is_begun_anew()
    {
        _cli.WriteStatus("a,?,2024-10-07 10:00:00 UTC", "\"b,active,2024-10-07 10:00:00 UTC", "c,active,2024-10-07 10:00:00 UTC");

        var summary = _cli.Ingest();

        File.ReadAllLines(summary.RejectedListPath!).Should().HaveCount(1 + 2);
    }

    [Fact]
    public void Quoted_line_breaks_in_an_ignored_column_load()
    {
        _cli.Write("store_status.csv", "note," + Cli.StatusHeader, "\"one\ntwo, \"\"three\"\"\r\n\r\nfour\",a,active,2024-10-07 10:00:00 UTC", "x,b,active,2024-10-07 10:00:00 UTC");

        var file = _cli.Ingest().Files[^1];

        file.Read.Should().Be(2);
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Theory]
    [InlineData("menu_hours.csv", Cli.HoursHeader, "\"b,0,09:00,12:00", "a,0,09:00,12:00", "c,0,09:00,12:00")]
    [InlineData("timezones.csv", Cli.ZonesHeader, "b,\"UTC", "a,UTC", "c,UTC")]
    public void A_stray_quote_in_another_file_costs_its_own_row(string file, string header, string stray, string before, string after)
    {
        _cli.WriteStatus();
        _cli.Write(file, header, before, stray, after);

        var summary = _cli.Ingest();

        summary.Rejected.Should().ContainSingle().Which.Line.Should().Be(3);
        (_cli.Facts.Hours.Count + _cli.Facts.Zones.Count).Should().Be(2);
    }

    public void Dispose() => _cli.Dispose();
}
