using System.Text;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class RowShapeTests : IDisposable
{
    private const string A = "a,active,2024-10-07 10:00:00 UTC";
    private const string B = "b,inactive,2024-10-07 11:00:00 UTC";

    private static readonly string[] Both = ["a 2024-10-07T10:00:00Z active", "b 2024-10-07T11:00:00Z inactive"];

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("line feeds", Cli.StatusHeader + "\n" + A + "\n" + B + "\n")]
    [InlineData("CRLF", Cli.StatusHeader + "\r\n" + A + "\r\n" + B + "\r\n")]
    [InlineData("carriage returns", Cli.StatusHeader + "\r" + A + "\r" + B + "\r")]
    [InlineData("mixed line ends", Cli.StatusHeader + "\r\n" + A + "\n" + B + "\r\n")]
    [InlineData("no end of the last line", Cli.StatusHeader + "\n" + A + "\n" + B)]
    [InlineData("a mark", "\uFEFF" + Cli.StatusHeader + "\n" + A + "\n" + B + "\n")]
    [InlineData("a mark and quotes", "\uFEFF\"store_id\",\"status\",\"timestamp_utc\"\n" + A + "\n" + B + "\n")]
    [InlineData("rows in the other order", Cli.StatusHeader + "\n" + B + "\n" + A + "\n")]
    [InlineData("blank lines", Cli.StatusHeader + "\n\n" + A + "\n\n\r\n" + B + "\n\n\n")]
    [InlineData("lines of blanks", Cli.StatusHeader + "\n   \n" + A + "\n \t \n" + B + "\n  ")]
    [InlineData("lines of an empty field in quotes", Cli.StatusHeader + "\n\"\"\n" + A + "\n \" \" \n" + B + "\n")]
    [InlineData("blanks around fields", Cli.StatusHeader + "\n  a\t, active ,  2024-10-07 10:00:00 UTC \n" + B + "\n")]
    [InlineData("quotes", Cli.StatusHeader + "\n\"a\",\"active\",\"2024-10-07 10:00:00 UTC\"\n" + B + "\n")]
    [InlineData("blanks in quotes", Cli.StatusHeader + "\n\" a \",\" active\",\"2024-10-07 10:00:00 UTC \"\n" + B + "\n")]
    [InlineData("blanks around quotes", Cli.StatusHeader + "\n \"a\" , \"active\" , \"2024-10-07 10:00:00 UTC\" \n" + B + "\n")]
    [InlineData("statuses in another case", Cli.StatusHeader + "\na,ACTIVE,2024-10-07 10:00:00 UTC\nb,Inactive,2024-10-07 11:00:00 UTC\n")]
    [InlineData("fields after the last column", Cli.StatusHeader + "\n" + A + ",x,y\n" + B + "\n")]
    public void Rows_load(string label, string text)
    {
        _cli.WriteRaw("store_status.csv", text);

        var file = _cli.Ingest().Files[^1];

        file.Read.Should().Be(2, label);
        file.Rejected.Should().Be(0, label);
        _cli.Facts.Polls.Should().Equal(Both, label);
    }

    [Theory]
    [InlineData("little-endian", false)]
    [InlineData("big-endian", true)]
    public void Utf16_with_a_mark_loads(string label, bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        _cli.WriteRaw("store_status.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes($"{Cli.StatusHeader}\r\nCafé 😀,active,2024-10-07 10:00:00 UTC\r\n")]);

        _cli.Ingest();

        _cli.Facts.Polls.Should().Equal(["Café 😀 2024-10-07T10:00:00Z active"], label);
    }

    [Fact]
    public void A_row_that_appears_twice_is_one_fact()
    {
        var file = _cli.IngestStatus(A, B, A);

        file.Written.Should().Be(new WriteCounts(Stored: 2, Unchanged: 1, Replaced: 0));
        _cli.Facts.Polls.Should().Equal(Both);
    }

    [Fact]
    public void A_row_of_commas_is_a_row_without_an_id()
    {
        _cli.WriteStatus(",,", A);

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.ToString()).Should().Equal("store_status.csv:2: store_id '' is missing");
    }

    [Fact]
    public void More_rows_than_a_batch_all_load()
    {
        var rows = Enumerable.Range(0, 1_000).Select(i => $"s{i % 7},{(i % 3 == 0 ? "active" : "inactive")},2024-10-{1 + (i % 13):00} {i % 24:00}:{i % 60:00}:{i % 59:00}.{i:0000} UTC");

        var file = _cli.IngestStatus([.. rows]);

        file.Written.Stored.Should().Be(1_000);
        _cli.Facts.Polls.Should().HaveCount(1_000);
    }

    [Fact]
    public void A_quoted_field_longer_than_a_buffer_in_an_ignored_column_loads()
    {
        _cli.Write("store_status.csv", Cli.StatusHeader + ",note", $"{A},\"{new string('x', 200_000)}\"", $"{B},y");

        _cli.Ingest();

        _cli.Facts.Polls.Should().Equal(Both);
    }

    public void Dispose() => _cli.Dispose();
}
