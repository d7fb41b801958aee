using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Bytes that are not UTF-8 matter in a wanted column only, and UTF-16 with a mark is decoded without making two ids one.</summary>
public sealed class EncodingTests : IDisposable
{
    private const string Poll = "a,active,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Fact]
    public void Bytes_that_are_not_UTF8_load_in_a_column_that_is_not_wanted()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"Café,s{i},active,2024-10-07 10:00:00 UTC\n");
        _cli.WriteRaw("store_status.csv", Encoding.Latin1.GetBytes($"näme,{Cli.StatusHeader}\n{string.Concat(rows)}"));

        _cli.Ingest().Files[^1].Written.Stored.Should().Be(200);
    }

    [Fact]
    public async Task In_a_wanted_column_they_refuse_the_file_with_the_line_and_what_to_do()
    {
        _cli.WriteRaw("store_status.csv", Encoding.Latin1.GetBytes($"{Cli.StatusHeader}\n{Poll}\nCafé,active,2024-10-07 10:00:00 UTC\n"));

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain(
            "failed: store_status.csv: it is not text: store_id on line 3 has bytes that are not UTF-8; save the file as CSV UTF-8; nothing of it was stored");
        _cli.Facts.Stores.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 4_000)]
    [InlineData(false, 4_000)]
    public void UTF16_with_a_mark_loads_whatever_the_order_of_its_bytes(bool isBigEndian, int rows)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        var ids = Enumerable.Range(0, rows + 1).Select(i => $"é東😀{i % 7}").ToList();
        var text = $"{Cli.StatusHeader}\r\n{string.Concat(ids.Select((id, i) => $"{id},active,2024-10-07 10:00:00.{i:000000} UTC\r\n"))}";
        _cli.WriteRaw("store_status.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        var summary = _cli.Ingest();

        summary.Files[^1].Written.Stored.Should().Be(rows + 1);
        _cli.Facts.Stores.Should().Equal(ids.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a high one at the end", "s", 0xD800)]
    [InlineData("a low one", "s", 0xDC00)]
    [InlineData("the wrong way round", "s", 0xDC00, 0xD800, 0x78)]
    [InlineData("two high ones", "s", 0xD83D, 0xD83D, 0xDE00)]
    public async Task Half_a_surrogate_pair_in_UTF16_is_refused_and_not_replaced(string label, string start, params int[] units)
    {
        WriteUtf16($"{Cli.StatusHeader}\n{Poll}\n{start}{string.Concat(units.Select(unit => (char)unit))},active,2024-10-07 10:00:00 UTC\n");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1, label);
        run.Diagnostics.Should().Contain("it is not text: store_id on line 3 has bytes that are not UTF-8", label);
        _cli.Facts.Stores.Should().BeEmpty(label);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_column_that_is_not_wanted_is_ignored()
    {
        WriteUtf16($"note,{Cli.StatusHeader}\n\uD800,{Poll}\n");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal("a");
    }

    [Fact]
    public async Task UTF16_that_ends_in_half_a_unit_is_refused()
    {
        var bytes = Utf16($"{Cli.StatusHeader}\n{Poll}\n{Poll}");
        _cli.WriteRaw("store_status.csv", bytes[..^1]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("it is not text: timestamp_utc on line 3 has bytes");
    }

    [Fact]
    public async Task UTF16_without_a_mark_is_refused()
    {
        _cli.WriteRaw("store_status.csv", Utf16($"{Cli.StatusHeader}\n{Poll}\n")[2..]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("it is not text: it has a zero at byte 1; save it as CSV UTF-8");
    }

    public void Dispose() => _cli.Dispose();

    private void WriteUtf16(string text) => _cli.WriteRaw("store_status.csv", Utf16(text));

    // Unit by unit, because an encoder would replace the halves.
    private static byte[] Utf16(string text) => [0xFF, 0xFE, .. text.SelectMany(unit => new[] { (byte)unit, (byte)(unit >> 8) })];
}
