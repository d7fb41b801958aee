using System.IO.Compression;
using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>What other programs write and can mean one thing only.</summary>
public sealed class OtherProgramsTests : IDisposable
{
    private const string Poll = "a,active,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("0.0", 0)]
    [InlineData("6.00", 6)]
    [InlineData("Monday", 0)]
    [InlineData("SUNDAY", 6)]
    [InlineData("wed", 2)]
    [InlineData("Thu", 3)]
    [InlineData("Tues", 1)]
    [InlineData("WEDS", 2)]
    [InlineData("Thur", 3)]
    [InlineData("Thurs", 3)]
    public void Days_are_read(string day, int number)
    {
        _cli.WriteStatus();
        _cli.WriteHours($"a,{day},09:00,12:00");

        _cli.Ingest().Rejected.Should().BeEmpty();

        _cli.Facts.Hours.Should().Equal($"a {number} 09:00:00-12:00:00");
    }

    [Theory]
    [InlineData("09:00", "24:00", "09:00:00-24:00:00")]
    [InlineData("09:00", "24:00:00", "09:00:00-24:00:00")]
    [InlineData("00:00", "24:00", "00:00:00-24:00:00")]
    [InlineData("09:00", "26:00", "09:00:00-26:00:00")]
    [InlineData("09:00", "33:00", "09:00:00-33:00:00")]
    [InlineData("23:59", "47:59", "23:59:00-47:59:00")]
    [InlineData("9:00 AM", "12:00 AM", "09:00:00-00:00:00")]
    [InlineData("0 days 09:00:00", "1 days 00:00:00", "09:00:00-24:00:00")]
    [InlineData("09:00:00.000000", "17:00:00.000000", "09:00:00-17:00:00")]
    public void Times_are_read_and_stored_as_they_are_written(string opens, string closes, string stored)
    {
        _cli.WriteStatus();
        _cli.WriteHours($"a,0,{opens},{closes}");

        _cli.Ingest().Rejected.Should().BeEmpty();

        _cli.Facts.Hours.Should().Equal($"a 0 {stored}");
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.")]
    [InlineData("Mo")]
    [InlineData("Mond")]
    [InlineData("Montag")]
    [InlineData("T")]
    [InlineData("00")]
    [InlineData("８")]
    public void What_could_mean_another_day_is_rejected(string day)
    {
        _cli.WriteStatus();
        _cli.WriteHours($"a,{day},09:00,12:00", "b,0,09:00,12:00");

        _cli.Ingest().Rejected.Should().ContainSingle().Which.Reason.Should().Be("is not a day from 0 (Monday) to 6 (Sunday)");
    }

    [Theory]
    [InlineData("america/chicago", "America/Chicago")]
    [InlineData("AMERICA/CHICAGO", "America/Chicago")]
    [InlineData("us/CENTRAL", "US/Central")]
    [InlineData("utc", "UTC")]
    [InlineData("Z", "UTC")]
    [InlineData("Etc/gmt+6", "Etc/GMT+6")]
    [InlineData("CST6CDT", "CST6CDT")]
    [InlineData("Central Standard Time", "America/Chicago")]
    [InlineData("w. europe standard time", "Europe/Berlin")]
    [InlineData("GMT Standard Time", "Europe/London")]
    public void Zones_are_read(string zone, string id)
    {
        _cli.WriteStatus();
        _cli.WriteZones($"a,{zone}");

        _cli.Ingest().Rejected.Should().BeEmpty();

        _cli.Facts.Zones.Should().Equal($"a {id}");
    }

    [Theory]
    [InlineData("-06:00")]
    [InlineData("+5")]
    [InlineData("UTC-6")]
    [InlineData("UTC-06:00")]
    [InlineData("UTC+5")]
    [InlineData("gmt +0530")]
    [InlineData("−06:00")]
    public void An_offset_is_no_zone(string offset)
    {
        _cli.WriteStatus();
        _cli.WriteZones($"a,{offset}", "b,UTC");

        _cli.Ingest().Rejected.Should().ContainSingle().Which.Reason.Should().StartWith("is an offset and not a zone: ");
    }

    [Theory]
    [InlineData("8.41995E+18")]
    [InlineData("2.57E+14")]
    [InlineData("-8.12547E+18")]
    [InlineData("8E+18")]
    [InlineData("8,41995E+18")]
    [InlineData("8.41995e+18")]
    [InlineData("8.41995E18")]
    public void An_id_that_a_spreadsheet_has_rounded_is_rejected(string id)
    {
        _cli.WriteStatus($"\"{id}\",active,2024-10-07 10:00:00 UTC", Poll);

        _cli.Ingest().Rejected.Should().ContainSingle().Which.Reason.Should().StartWith("is a number that a spreadsheet has rounded");

        _cli.Facts.Stores.Should().Equal("a");
    }

    [Theory]
    [InlineData("12E4")]
    [InlineData("E+18")]
    [InlineData("8E+")]
    [InlineData("1.E+4")]
    [InlineData("x8E+18")]
    [InlineData("8E+18x")]
    [InlineData("257000000000000.0")]
    [InlineData("-8125470391182634017")]
    public void An_id_that_only_looks_alike_is_kept(string id)
    {
        _cli.WriteStatus($"{id},active,2024-10-07 10:00:00 UTC");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal(id);
    }

    [Theory]
    [InlineData("no-break space", "\u00A0", "\u00A0")]
    [InlineData("zero-width space", "", "\u200B")]
    [InlineData("byte order mark", "\uFEFF", "")]
    [InlineData("several", "\u2003\u200B", "\u200E \u3000")]
    [InlineData("word joiner", "\u2060", "\u2060")]
    [InlineData("next line", "", "\u0085")]
    [InlineData("soft hyphen", "\u00AD", "\u00AD")]
    [InlineData("Arabic mark", "\u061C", "\u061C")]
    public void Invisible_characters_around_a_field_are_removed(string label, string before, string after)
    {
        _cli.WriteRaw("store_status.csv", $"{Cli.StatusHeader}\n{string.Join(',', Poll.Split(',').Select(field => before + field + after))}\n");

        _cli.Ingest().Rejected.Should().BeEmpty(label);

        _cli.Facts.Polls.Should().Equal(["a 2024-10-07T10:00:00Z active"], label);
    }

    [Fact]
    public void Invisible_characters_in_the_header_are_removed()
    {
        _cli.WriteRaw("store_status.csv", $"\u200Bstore_id\u00A0,\"status\u200B\",timestamp_utc\uFEFF\n{Poll}\n");

        _cli.Ingest();

        _cli.Facts.Polls.Should().ContainSingle();
    }

    [Fact]
    public void Invisible_characters_inside_a_field_stay()
    {
        _cli.WriteStatus("a\u200Bb,active,2024-10-07 10:00:00 UTC", "a\u00A0b,active,2024-10-07 10:00:00 UTC");

        _cli.Ingest();

        _cli.Facts.Stores.Should().BeEquivalentTo("a\u200Bb", "a\u00A0b");
    }

    [Fact]
    public void A_line_end_in_quotes_at_the_end_of_a_field_is_removed()
    {
        _cli.WriteRaw("store_status.csv", $"{Cli.StatusHeader}\n\"a\n\",\"active\r\n\",\"2024-10-07 10:00:00 UTC\n\"\n");

        _cli.Ingest();

        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00Z active");
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public void Other_separators_are_told_from_the_header(string separator)
    {
        string Separated(string line) => line.Replace(",", separator, StringComparison.Ordinal);
        _cli.WriteRaw("store_status.csv", $"\uFEFFx{separator}{Separated(Cli.StatusHeader)}\r\n1,5{separator}{Separated(Poll)}\r\n");
        _cli.WriteRaw("menu_hours.csv", $"{Separated(Cli.HoursHeader)}\n\"a{separator}b\"{Separated(",0,09:00,12:00")}\n");
        _cli.WriteRaw("timezones.csv", $"\"store_id\"{separator}timezone_str\na{separator}UTC\n");

        _cli.Ingest().Rejected.Should().BeEmpty();

        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00Z active");
        _cli.Facts.Hours.Should().Equal($"a{separator}b 0 09:00:00-12:00:00");
        _cli.Facts.Zones.Should().Equal("a UTC");
    }

    [Fact]
    public void The_hint_about_the_separator_before_the_header_is_heeded()
    {
        _cli.WriteRaw("store_status.csv", $"sep=;\r\n{Cli.StatusHeader.Replace(',', ';')}\r\n{Poll.Replace(',', ';')}\r\n");

        _cli.Ingest();

        _cli.Facts.Polls.Should().ContainSingle();
    }

    [Theory]
    [InlineData("store_status.csv.gz")]
    [InlineData("STORE_STATUS.CSV.GZ")]
    public void A_compressed_file_loads(string name)
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"s{i % 50},active,2024-10-07 10:00:00.{i:000000} UTC\n"));
        _cli.WriteRaw(name, Compressed(Encoding.UTF8.GetBytes($"{Cli.StatusHeader}\n{rows}")));
        var progress = new List<(long Read, long All)>();

        var summary = _cli.Ingest(new OnProgress(p => progress.Add((p.BytesRead, p.BytesInAll))));

        summary.Files.Single().Written.Stored.Should().Be(20_000);
        progress[^1].Read.Should().Be(progress[^1].All).And.Be(new FileInfo(_cli.Folder.Of("data", name)).Length);
        progress.Select(p => p.Read).Should().BeInAscendingOrder();
    }

    [Fact]
    public void A_compressed_file_of_several_members_loads()
    {
        _cli.WriteRaw("store_status.csv.gz", [
            .. Compressed(Encoding.UTF8.GetBytes($"{Cli.StatusHeader}\n{Poll}\n")), .. Compressed("b,active,2024-10-07 10:00:00 UTC\n"u8.ToArray())]);

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_compressed_file_that_breaks_off_anywhere_is_refused()
    {
        var whole = Compressed(Encoding.UTF8.GetBytes($"{Cli.StatusHeader}\n{string.Concat(Enumerable.Range(0, 30).Select(i => $"s{i * i},active,2024-10-07 10:00:00 UTC\n"))}"));
        for (var length = 0; length < whole.Length; length++)
        {
            _cli.WriteRaw("store_status.csv.gz", whole[..length]);

            var run = await _cli.Run("ingest");

            run.ExitCode.Should().Be(1, $"{length} of {whole.Length} bytes");
            run.Diagnostics.Should().Contain("failed: store_status.csv.gz: ");
        }

        _cli.Facts.Stores.Should().BeEmpty();
    }

    [Fact]
    public async Task A_compressed_file_that_is_damaged_is_refused()
    {
        var bytes = Compressed(Encoding.UTF8.GetBytes($"{Cli.StatusHeader}\n{Poll}\n"));
        bytes[^6] ^= 1;
        _cli.WriteRaw("store_status.csv.gz", bytes);

        var run = await _cli.Run("ingest");

        run.Diagnostics.Should().Contain("failed: store_status.csv.gz: its gzip content is truncated or damaged");
    }

    [Fact]
    public async Task Gzip_under_a_plain_name_is_called_gzip()
    {
        _cli.WriteRaw("store_status.csv", Compressed(Encoding.UTF8.GetBytes($"{Cli.StatusHeader}\n{Poll}\n")));

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("it is not text but compressed with gzip; give it a name that ends in .csv.gz");
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0 })]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0 })]
    public async Task A_workbook_under_the_name_of_a_CSV_is_called_one(byte[] start)
    {
        _cli.WriteRaw("store_status.csv", start);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("failed: store_status.csv: it is not text but an Excel workbook").And.Contain("save it as CSV UTF-8");
    }

    public void Dispose() => _cli.Dispose();

    private static byte[] Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
