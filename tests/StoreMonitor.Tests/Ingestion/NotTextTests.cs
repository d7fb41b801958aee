using System.IO.Compression;
using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class NotTextTests : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const string Row = "a,active,2024-10-07 10:00:00 UTC\n";

    private readonly Cli _cli = new();

    [Fact]
    public Task A_file_of_zeros_is_refused() => ExpectRefusal(new byte[100], "not text: it has a zero at byte 0");

    [Fact]
    public async Task Random_bytes_are_refused()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var bytes = new byte[5_000];
            new Random(seed).NextBytes(bytes);

            await ExpectRefusal(bytes, "store_status.csv: it is not text");
        }
    }

    [Fact]
    public async Task A_compressed_file_is_refused()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Cli.StatusHeader + "\n" + Row));

        await ExpectRefusal(compressed.ToArray(), "it is not text");
    }

    [Fact]
    public Task A_zero_after_the_rows_is_refused_with_its_place()
    {
        var rows = Encoding.UTF8.GetBytes(Cli.StatusHeader + "\n" + Repeat(Row, 5_000));

        return ExpectRefusal([.. rows, 0, .. "\n"u8], $"a zero at byte {rows.Length}");
    }

    [Theory]
    [InlineData("a continuation alone", new byte[] { 0x80 })]
    [InlineData("Latin-1", new byte[] { 0xE9, 0x20 })]
    [InlineData("an overlong form", new byte[] { 0xC0, 0xAF })]
    [InlineData("half a surrogate pair", new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData("beyond Unicode", new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData("no byte of UTF-8", new byte[] { 0xFF })]
    public async Task Bytes_that_are_no_character_are_refused_wherever_they_stand(string label, byte[] bytes)
    {
        var header = Cli.StatusHeader.Length + 1;
        int[] places = [header, 1_000, .. Enumerable.Range(BufferSize - 4, 8), (2 * BufferSize) - 2];
        foreach (var place in places)
            await ExpectRefusal(WithBytesAt(place, bytes), "store_status.csv: it is not text: store_id on line ", label);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("東")]
    [InlineData("😀")]
    public void Characters_across_the_edges_of_buffers_load(string character)
    {
        var bytes = Encoding.UTF8.GetBytes(character);
        for (var shift = 0; shift <= bytes.Length; shift++)
        {
            _cli.WriteRaw("store_status.csv", WithBytesAt(BufferSize - shift, [.. bytes, .. bytes]));

            _cli.Ingest();

            _cli.Facts.Stores.Should().Contain(id => id.Contains(character + character, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Many_long_characters_load_whatever_their_place_in_the_buffers()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = Cli.StatusHeader + new string(' ', shift) + "\n"
                + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"😀東é{i % 9},active,2024-10-07 10:00:{i % 60:00}.{i:0000} UTC\n"));
            _cli.WriteRaw("store_status.csv", text);

            _cli.Ingest().Files[^1].Rejected.Should().Be(0);
        }

        _cli.Facts.Stores.Should().Equal(Enumerable.Range(0, 9).Select(i => $"😀東é{i}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task A_character_that_breaks_off_at_the_end_is_refused(int bytesLeft) =>
        ExpectRefusal([.. Encoding.UTF8.GetBytes(Cli.StatusHeader + "\n" + Row), .. "😀"u8[..bytesLeft]], "it is not text: store_id on line 3 has bytes that are not UTF-8; save the file as CSV UTF-8");

    [Fact]
    public async Task A_hours_file_that_is_not_text_is_refused_before_the_polls_are_stored()
    {
        _cli.WriteRaw("store_status.csv", Cli.StatusHeader + "\n" + Row);
        _cli.WriteRaw("menu_hours.csv", [0x1F, 0x8B, 0x08, 0x00]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("menu_hours.csv: it is not text");
        _cli.Facts.Stores.Should().BeEmpty();
    }

    public void Dispose() => _cli.Dispose();

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    // A file of rows in which the bytes begin at a place of the file, inside the id of a row.
    private static byte[] WithBytesAt(int place, byte[] bytes)
    {
        var header = Encoding.UTF8.GetBytes(Cli.StatusHeader + "\n");
        var rows = (place - header.Length) / Row.Length;
        var rest = place - header.Length - (rows * Row.Length);
        return
        [
            .. header, .. Encoding.UTF8.GetBytes(Repeat(Row, rows) + new string('b', rest)), .. bytes,
            .. Encoding.UTF8.GetBytes($"{Row}{Repeat(Row, 3_000)}"),
        ];
    }

    private async Task ExpectRefusal(byte[] content, string message, string because = "")
    {
        _cli.WriteRaw("store_status.csv", content);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1, because);
        run.Diagnostics.Should().Contain(message, because).And.Contain("nothing of it was stored");
        _cli.Facts.Stores.Should().BeEmpty(because);
        Directory.Exists(_cli.ReportsFolder).Should().BeFalse("no list of rejected rows stays");
    }
}
