using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public class StoreIdTests : IDisposable
{
    private const string At = "2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("UUID", "8139926b-2d5a-4c1a-8f6c-0d6b5ac0f4a1")]
    [InlineData("19 digits", "8419537941919820732")]
    [InlineData("more than 64 bits", "99999999999999999999999999")]
    [InlineData("leading zeros", "007")]
    [InlineData("unicode", "Café 東京 😀")]
    [InlineData("comma", "a,b")]
    [InlineData("quote", "a\"b")]
    [InlineData("line break", "a\nb")]
    [InlineData("CRLF", "a\r\nb")]
    [InlineData("formula", "=1+2")]
    [InlineData("apostrophe", "'x")]
    public void An_id_is_text_and_is_kept_as_it_is(string label, string id)
    {
        _cli.WriteStatus($"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",active,{At}");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal([id], label);
    }

    [Fact]
    public void Ids_that_differ_in_case_or_zeros_are_different_stores()
    {
        _cli.WriteStatus($"a,active,{At}", $"A,active,{At}", $"07,active,{At}", $"7,active,{At}");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal("07", "7", "A", "a");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("東")]
    [InlineData("😀")]
    public void An_id_may_have_128_characters_and_no_more(string character)
    {
        var longest = string.Concat(Enumerable.Repeat(character, 128));
        _cli.WriteStatus($"{longest},active,{At}", $"{longest}{character},active,{At}");

        var summary = _cli.Ingest();

        _cli.Facts.Stores.Should().Equal(longest);
        summary.Rejected.Should().ContainSingle().Which.Reason.Should().Be("is longer than 128 characters");
    }

    [Theory]
    [InlineData("store_status.csv", Cli.StatusHeader, ",active,2024-10-07 10:00:00 UTC")]
    [InlineData("store_status.csv", Cli.StatusHeader, "  ,active,2024-10-07 10:00:00 UTC")]
    [InlineData("store_status.csv", Cli.StatusHeader, "\"\",active,2024-10-07 10:00:00 UTC")]
    [InlineData("menu_hours.csv", Cli.HoursHeader, ",0,09:00,12:00")]
    [InlineData("timezones.csv", Cli.ZonesHeader, ",UTC")]
    public void A_missing_id_is_rejected(string file, string header, string row)
    {
        _cli.WriteStatus();
        _cli.Write(file, header, row, "b" + row[row.IndexOf(',', StringComparison.Ordinal)..]);

        var summary = _cli.Ingest();

        summary.Rejected.Select(r => r.ToString()).Should().Equal($"{file}:2: store_id '' is missing");
        _cli.Facts.Stores.Should().Equal("b");
    }

    [Fact]
    public async Task Ids_with_commas_quotes_and_formulas_survive_into_the_report()
    {
        _cli.WriteStatus($"\"a,\"\"b\"\"\",active,{At}", $"\"=1+2\",active,{At}");

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("r.csv"));

        run.ExitCode.Should().Be(0);
        var lines = await File.ReadAllLinesAsync(_cli.Folder.Of("r.csv"));
        lines[1].Should().StartWith("'=1+2,");
        lines[2].Should().StartWith("\"a,\"\"b\"\"\",");
    }

    [Fact]
    public async Task Signed_numbers_are_written_as_they_are_and_formulas_stay_apart()
    {
        _cli.WriteStatus($"-8125470391182634017,active,{At}", $"+4915112345678,active,{At}", $"=1+1,active,{At}", $"'=1+1,active,{At}");
        _cli.Ingest();

        await _cli.Run("report", "--output", _cli.Folder.Of("r.csv"));

        (await File.ReadAllLinesAsync(_cli.Folder.Of("r.csv"))).Skip(1).Select(line => line.Split(',')[0])
            .Should().BeEquivalentTo("-8125470391182634017", "+4915112345678", "'=1+1", "''=1+1");
    }

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("''=2", "'=2")]
    [InlineData("'=2", "'=2")]
    public async Task A_guarded_id_that_is_pasted_back_is_found(string pasted, string store)
    {
        _cli.WriteStatus($"=1+1,active,{At}", $"'=2,active,{At}", $"=2,active,{At}");
        _cli.Ingest();

        var run = await _cli.Run("explain", pasted);

        run.ExitCode.Should().Be(0);
        run.ResultLines[0].Should().EndWith($" {store}");
    }

    public void Dispose() => _cli.Dispose();
}
