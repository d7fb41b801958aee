using System.Globalization;
using System.Text;
using CsCheck;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>A status file is read in blocks, of 512 bytes in this build, by several threads. Nobody can tell.</summary>
public sealed class BlocksTests : IDisposable
{
    private const int Rounds = 150;

    // A header with quotes is not plain, so that all of the file is read as one.
    private const string HeaderOfOnePart = "\"store_id\",status,timestamp_utc";

    private static readonly Gen<string> Good = RandomRows.Poll.Select(poll => poll.ToString());

    // At most one in four files has one of these; a quote changes how all that comes after it is read.
    private static readonly Gen<string> Quoted = Gen.OneOf(
        "\"q\",active,2024-10-07 10:00:00 UTC", "\"two\nlines\",active,2024-10-07 10:00:00 UTC", "st\"ray,active,2024-10-07 10:00:00 UTC",
        "\"un,active,2024-10-07 10:00:00 UTC", "a,\"x\"y,2024-10-07 10:00:00 UTC");

    private static readonly Gen<string> Bad = Gen.OneOf(
        "a,actve,2024-10-07 10:00:00 UTC", "a,active,yesterday", "a,active,2034-10-07 10:00:00 UTC", "a", ",active,2024-10-07 10:00:00 UTC",
        $"{new string('l', 129)},active,2024-10-07 10:00:00 UTC", "\uFEFFx,?,2024-10-07 10:00:00 UTC");

    private static readonly Gen<string> Odd = Gen.OneOf(
        "", "  ", "\u00A0", "\u200Ba\u00A0,active\u200B,\u30002024-10-07 10:00:00 UTC", "a\u2003b,active,2024-10-07T10:00Z", "8.41995E+18,active,2024-10-07 10:00:00 UTC", " a , ACTIVE ,2024-10-07 10:00:00 UTC ", "東京 😀,inactive,2024-10-07T10:00:00Z", "\uFEFFa,active,2024-10-07 10:00:00 UTC",
        $"{new string('l', 128)},active,2024-10-07 10:00:00 UTC", $"{string.Concat(Enumerable.Repeat("😀", 128))},active,2024-10-07 10:00:00 UTC");

    private static readonly Gen<string> LineEnd = Gen.Frequency((6, Gen.Const("\n")), (3, Gen.Const("\r\n")), (1, Gen.Const("\r")));

    private static readonly Gen<string> Lines = Gen.Select(
        Gen.Frequency((8, Good), (2, Bad), (2, Odd)), LineEnd, (line, end) => line + end).Array[0, 120].Select(string.Concat);

    private static readonly Gen<byte[]> Body =
        from before in Lines
        from quoted in Gen.Frequency((3, Gen.Const("")), (1, Quoted.Select(line => line + "\n")))
        from after in Lines
        from endsInLineEnd in Gen.Bool
        let all = before + quoted + after
        select Encoding.UTF8.GetBytes(endsInLineEnd ? all : all.TrimEnd('\r', '\n'));

    private readonly Cli _cli = new();

    [Fact]
    public void A_file_in_blocks_is_the_same_as_one_read_as_a_whole_in_facts_counts_and_rejected_rows() =>
        Gen.Select(Body, Gen.Bool, LineEnd, Gen.OneOf(',', ',', ';', '\t')).Sample(
            (body, hasMark, headerEnd, separator) =>
            {
                var mark = hasMark ? "\uFEFF" : "";
                byte[] File(string header) => Encoding.UTF8.GetBytes((mark + header + headerEnd + Encoding.UTF8.GetString(body)).Replace(',', separator));

                var inBlocks = Outcome.Of(File(Cli.StatusHeader));

                var asOne = Outcome.Of(File(HeaderOfOnePart));
                inBlocks.Should().BeEquivalentTo(asOne, outcome => outcome.WithStrictOrdering());
            },
            iter: Rounds,
            threads: 1);

    [Fact]
    public void Of_two_rows_about_one_instant_on_different_sides_of_every_cut_the_later_holds()
    {
        for (var rowsBetween = 0; rowsBetween < 40; rowsBetween++)
        {
            using var cli = new Cli();
            var between = Enumerable.Range(0, rowsBetween).Select(row => $"b,active,2024-10-07 11:00:{row:00} UTC");

            var counts = cli.IngestStatus(["a,active,2024-10-07 10:00:00 UTC", .. between, "a,inactive,2024-10-07 10:00:00 UTC"]).Written;

            cli.Facts.Polls[0].Should().Be("a 2024-10-07T10:00:00Z inactive");
            counts.Replaced.Should().Be(1);
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\r\n")]
    public void Lines_are_counted_across_the_cuts(string lineEnd)
    {
        var rows = Enumerable.Range(0, 200).Select(row => row % 20 == 0 ? "a,?,2024-10-07 10:00:00 UTC" : "a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteRaw("store_status.csv", string.Concat(rows.Prepend(Cli.StatusHeader).Select(line => line + lineEnd)));
        var linesPerRow = lineEnd == "\n\r\n" ? 2 : 1;

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.Line).Should().Equal(Enumerable.Range(0, 10).Select(i => 1L + ((1 + (20 * i)) * linesPerRow)));
    }

    [Fact]
    public void A_row_longer_than_a_block_loads_and_so_do_those_after_it()
    {
        var longId = string.Concat(Enumerable.Repeat("😀", 128));
        var rows = Enumerable.Range(0, 100).Select(row => $"s{row},active,2024-10-07 10:00:00 UTC").ToList();
        rows.Insert(50, $"{longId},active,2024-10-07 10:00:00 UTC");

        var summary = _cli.IngestStatus([.. rows]);

        summary.Written.Stored.Should().Be(101);
        _cli.Facts.Stores.Should().Contain(longId);
    }

    [Fact]
    public void A_mark_at_the_start_of_a_row_is_removed_wherever_a_block_starts()
    {
        _cli.IngestStatus([.. Enumerable.Range(0, 100).Select(row => $"\uFEFFa,active,2024-10-07 10:00:{row % 60:00} UTC")]);

        _cli.Facts.Stores.Should().Equal("a");
    }

    [Fact]
    public void A_quote_late_in_the_file_may_hold_line_ends_across_every_cut()
    {
        const string ManyLines = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten";
        for (var rowsBefore = 60; rowsBefore < 80; rowsBefore++)
        {
            using var cli = new Cli();
            var before = Enumerable.Range(0, rowsBefore).Select(row => $"s{row},active,2024-10-07 10:00:00 UTC");

            var summary = cli.IngestStatus([.. before, $"\"{ManyLines}\",active,2024-10-07 10:00:00 UTC", "a,?,2024-10-07 10:00:00 UTC"]);

            (summary.Read, summary.Written.Stored, summary.Rejected).Should().Be((rowsBefore + 2, rowsBefore + 1, 1));
            cli.Facts.Stores.Should().Contain(ManyLines);
        }
    }

    [Fact]
    public void A_stray_quote_late_in_the_file_rejects_no_row_twice()
    {
        var rows = Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? "a,?,2024-10-07 10:00:00 UTC" : $"s{row},active,2024-10-07 10:00:00 UTC");

        var summary = _cli.IngestStatus([.. rows, "\"un,active,2024-10-07 10:00:00 UTC", .. rows]);

        (summary.Read, summary.Rejected).Should().Be((201, 21));
    }

    [Theory]
    [InlineData("a zero", new byte[] { 0 }, "it has a zero at byte 144030")]
    [InlineData("no UTF-8", new byte[] { 0xFF, 0x20 }, "it is not text: store_id on line 4002 has bytes that are not UTF-8; save the file as CSV UTF-8")]
    public async Task What_is_no_text_beyond_what_is_read_for_the_header_is_refused_with_its_place(string label, byte[] harm, string refusal)
    {
        var rows = string.Concat(Enumerable.Repeat("ab,?,2024-10-07 10:00:00.12345 UTC\r\n", 4_000));
        _cli.WriteRaw("store_status.csv", [.. Encoding.UTF8.GetBytes(Cli.StatusHeader + "\n" + rows), .. harm]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1, label);
        run.Diagnostics.Should().Contain(refusal, label);
        _cli.Facts.Stores.Should().BeEmpty(label);
        (Directory.Exists(_cli.ReportsFolder) ? Directory.GetFiles(_cli.ReportsFolder) : []).Should().BeEmpty("no list of rejected rows stays");
    }

    [Fact]
    public void Stores_get_their_keys_in_the_order_of_the_file()
    {
        var ids = Enumerable.Range(0, 300).Select(number => $"s{number * 7919 % 300:000}").ToList();

        _cli.IngestStatus([.. ids.Select(id => $"{id},active,2024-10-07 10:00:00 UTC")]);

        Facts.Scalar(_cli.DatabasePath, "SELECT group_concat(store_id, ' ') FROM (SELECT store_id FROM stores ORDER BY store_key)")
            .Should().Be(string.Join(' ', ids));
    }

    [Fact]
    public void An_ingest_cancelled_between_two_blocks_stores_nothing()
    {
        // Long enough to have several blocks in a release build too.
        _cli.WriteStatus([.. Enumerable.Range(0, 60_000).Select(row => $"s{row},active,2024-10-07 10:00:00 UTC")]);
        using var cancel = new CancellationTokenSource();

        // Beyond the first 64 KiB, which are read for the header.
        var furthest = 0L;

        var ingest = () => _cli.Ingest(new OnProgress(progress =>
        {
            furthest = progress.BytesRead;
            if (progress.BytesRead > 80_000)
                cancel.Cancel();
        }), cancel.Token);

        ingest.Should().Throw<OperationCanceledException>();
        furthest.Should().BeInRange(80_000, 1_000_000, "the file has two million bytes");
        _cli.Facts.Stores.Should().BeEmpty();
    }

    public void Dispose() => _cli.Dispose();

    /// <summary>All that an ingest of one file leaves and says.</summary>
    private sealed record Outcome(Facts Facts, string Counts, string[] Rejected)
    {
        public static Outcome Of(byte[] status)
        {
            using var cli = new Cli();
            cli.WriteRaw("store_status.csv", status);
            var summary = cli.Ingest();
            var file = summary.Files.Single();
            var list = summary.RejectedListPath is { } path ? File.ReadAllLines(path) : [];
            return new Outcome(cli.Facts, string.Create(CultureInfo.InvariantCulture, $"{file.Read} {file.Written} {file.Rejected}"), list);
        }
    }
}
