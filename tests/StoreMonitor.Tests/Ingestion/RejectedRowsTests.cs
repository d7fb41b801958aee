using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public class RejectedRowsTests : IDisposable
{
    private const string Good = "a,active,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Theory]
    [InlineData("store_status.csv", "a,actve,2024-10-07 10:00:00 UTC", "status 'actve' is not 'active' or 'inactive'")]
    [InlineData("store_status.csv", "a,,2024-10-07 10:00:00 UTC", "status '' is missing")]
    [InlineData("store_status.csv", "a,1,2024-10-07 10:00:00 UTC", "status '1' is not 'active' or 'inactive'")]
    [InlineData("store_status.csv", "a", "status '' is missing")]
    [InlineData("store_status.csv", "a,active", "timestamp_utc '' is missing")]
    [InlineData("store_status.csv", "a,active,", "timestamp_utc '' is missing")]
    [InlineData("store_status.csv", ",active,2024-10-07 10:00:00 UTC", "store_id '' is missing")]
    [InlineData("store_status.csv", "\"a\"b,active,2024-10-07 10:00:00 UTC", "row '\"a\"b,active,2024-10-07 10:00:00 UTC' has a quote that is not closed where the field ends")]
    [InlineData("menu_hours.csv", "a,7,09:00,12:00", "dayOfWeek '7' is not a day from 0 (Monday) to 6 (Sunday)")]
    [InlineData("menu_hours.csv", "a,-1,09:00,12:00", "dayOfWeek '-1' is not a day from 0 (Monday) to 6 (Sunday)")]
    [InlineData("menu_hours.csv", "a,10,09:00,12:00", "dayOfWeek '10' is not a day from 0 (Monday) to 6 (Sunday)")]
    [InlineData("menu_hours.csv", "a,Moonday,09:00,12:00", "dayOfWeek 'Moonday' is not a day from 0 (Monday) to 6 (Sunday)")]
    [InlineData("menu_hours.csv", "a,,09:00,12:00", "dayOfWeek '' is missing")]
    [InlineData("menu_hours.csv", "a,0,24:00,12:00", "start_time_local '24:00' is not a time from '00:00:00' to '23:59:59'")]
    [InlineData("menu_hours.csv", "a,0,9:5,12:00", "start_time_local '9:5' is not a time from '00:00:00' to '23:59:59'")]
    [InlineData("menu_hours.csv", "a,0,,12:00", "start_time_local '' is missing")]
    [InlineData("menu_hours.csv", "a,0,09:00,12:60", "end_time_local '12:60' is not a time from '00:00:00' to '47:59:59'")]
    [InlineData("menu_hours.csv", "a,0,09:00,-1:00", "end_time_local '-1:00' is not a time from '00:00:00' to '47:59:59'")]
    [InlineData("menu_hours.csv", "a,0,09:00,noon", "end_time_local 'noon' is not a time from '00:00:00' to '47:59:59'")]
    [InlineData("menu_hours.csv", "a,0,09:00", "end_time_local '' is missing")]
    [InlineData("menu_hours.csv", "a,0,09:00,48:00", "end_time_local '48:00' is not a time from '00:00:00' to '47:59:59'")]
    [InlineData("menu_hours.csv", "a,0,09:00,33:01", "end_time_local '33:01' is more than 24 hours after the opening")]
    [InlineData("timezones.csv", "a,America/Chicgo", "timezone_str 'America/Chicgo' is not a zone of the IANA database, such as 'America/Chicago'")]
    [InlineData("timezones.csv", "a,CST-6", "timezone_str 'CST-6' is not a zone of the IANA database, such as 'America/Chicago'")]
    [InlineData("timezones.csv", "a,", "timezone_str '' is missing")]
    public async Task A_row_is_rejected_with_its_line_column_value_and_reason(string file, string row, string problem)
    {
        var (header, good) = file switch
        {
            "store_status.csv" => (Cli.StatusHeader, Good),
            "menu_hours.csv" => (Cli.HoursHeader, "b,0,09:00,12:00"),
            _ => (Cli.ZonesHeader, "b,UTC"),
        };
        _cli.WriteStatus();
        _cli.Write(file, header, good, row, good);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.ResultLines.Should().Contain($"{file}:3: {problem}");
        run.Results.Should().MatchRegex($@"{file}: read 3, stored 1, unchanged 1, replaced 0, removed 0, kept 0( weeks| zones)?, rejected 1, ");
        (_cli.Facts.Polls.Count + _cli.Facts.Hours.Count + _cli.Facts.Zones.Count).Should().Be(1);
    }

    [Fact]
    public void The_line_is_right_after_blank_lines_and_quoted_line_breaks()
    {
        _cli.WriteRaw("store_status.csv", $"\n{Cli.StatusHeader},note\r\n\r\n   \n{Good},\"one\ntwo\r\nthree\"\nb,x,y,z\n\n\"c\nd\",x,y,z\n\ne,x,y,z");

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.Line).Should().Equal(8, 10, 13);
    }

    [Fact]
    public async Task Twenty_rows_are_shown_and_all_are_in_the_list_whose_path_is_printed()
    {
        _cli.WriteZones([.. Enumerable.Range(0, 15).Select(i => $"z{i},nowhere{i}"), "a,UTC"]);
        _cli.WriteStatus([.. Enumerable.Range(0, 30).Select(i => $"s{i},status{i},2024-10-07 10:00:00 UTC"), Good]);

        var run = await _cli.Run("ingest");

        run.ResultLines.Where(line => line.StartsWith("timezones.csv:", StringComparison.Ordinal) && line.Contains("nowhere", StringComparison.Ordinal)).Should().HaveCount(15);
        run.ResultLines.Where(line => line.Contains("status 'status", StringComparison.Ordinal)).Should().HaveCount(5);
        run.ResultLines[^1].Should().StartWith("all rejected rows: ");
        var list = await File.ReadAllLinesAsync(run.ResultLines[^1]["all rejected rows: ".Length..]);
        list.Should().HaveCount(1 + 15 + 30);
        list[0].Should().Be("file,line,column,value,reason");
        list[1].Should().Be("timezones.csv,2,timezone_str,nowhere0,\"is not a zone of the IANA database, such as 'America/Chicago'\"");
        list[^1].Should().Be("store_status.csv,31,status,status29,is not 'active' or 'inactive'");
        Directory.GetFiles(_cli.ReportsFolder).Should().ContainSingle("no partial file stays");
    }

    [Fact]
    public async Task Without_rejected_rows_there_is_no_list()
    {
        _cli.WriteStatus(Good);

        var run = await _cli.Run("ingest");

        run.Results.Should().NotContain("rejected rows:");
        Directory.Exists(_cli.ReportsFolder).Should().BeFalse();
    }

    [Fact]
    public async Task Control_characters_and_formulas_are_harmless_on_the_terminal_and_in_the_list()
    {
        _cli.WriteStatus(
            "a,\u001b[31mred\u0007,x",
            "a,=HYPERLINK(\"\"x\"\"),x",
            "a,\"=1,2\",x",
            "a,+1+1,x",
            "a,-x,x",
            "a,@x,x",
            "a,\"two\nlines\",x",
            "a,\u202Egnp.exe,x",
            "a,＝1,x");

        var run = await _cli.Run("ingest");

        run.Results.Should().NotContainAny("\u001b", "\u0007", "\u202E");
        run.ResultLines.Should().Contain("store_status.csv:2: status '\\u001b[31mred\\u0007' is not 'active' or 'inactive'");
        run.ResultLines.Should().Contain("store_status.csv:8: status 'two\\u000alines' is not 'active' or 'inactive'");
        var list = await File.ReadAllTextAsync(Directory.GetFiles(_cli.ReportsFolder).Single());
        list.Should().NotContainAny("\u001b", "\u0007", "\u202E", ",=", ",+", ",-", ",@", ",\"=", ",＝");
        list.Should().Contain(",'+1+1,").And.Contain(",\"'=1,2\",");
    }

    [Fact]
    public void A_long_value_is_cut_to_what_fits_a_line()
    {
        _cli.WriteStatus($"a,{new string('x', 80)},t", $"a,{string.Concat(Enumerable.Repeat("😀", 81))},t", $"a,{new string('y', 5_000)},t", Good);

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.Value).Should().Equal(
            new string('x', 80), string.Concat(Enumerable.Repeat("😀", 80)) + "…", new string('y', 80) + "…");
    }

    [Fact]
    public void The_counts_of_every_file_add_up()
    {
        _cli.WriteZones("a,UTC", "a,UTC", "a,Asia/Kolkata", "a,?", "b,UTC");
        _cli.WriteHours("a,0,09:00,12:00", "a,0,9:00,12:00:00", "a,8,1:00,2:00", "b,1,1:00,2:00");
        _cli.WriteStatus(Good, Good, "a,inactive,2024-10-07 10:00:00 UTC", "b,?,?", "b,active,2024-10-07 10:00:00 UTC");
        _cli.Ingest();
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00", "b,1,1:00,2:00", "c,9,9:00,9:00");

        var files = _cli.Ingest().Files;

        files.Should().OnlyContain(file =>
            file.Read == file.Written.Stored + file.Written.Unchanged + file.Written.Replaced + file.Rejected + file.Kept.RowsNotTaken);
        files.Select(file => (file.Read, file.Written.Stored, file.Written.Unchanged, file.Written.Replaced, file.Rejected)).Should().Equal(
            (5, 0, 2, 2, 1), (4, 2, 1, 0, 1), (5, 0, 2, 2, 1));
    }

    public void Dispose() => _cli.Dispose();
}
