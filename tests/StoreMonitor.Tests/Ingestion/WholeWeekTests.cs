using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Rule R2: a week is taken whole or not at all, and what a file gives but nobody can read never becomes a default.</summary>
public class WholeWeekTests : IDisposable
{
    private readonly Cli _cli = new();

    public WholeWeekTests() => _cli.WriteStatus();

    [Fact]
    public async Task A_store_with_one_rejected_row_keeps_its_week_and_the_summary_says_so_by_store_and_line()
    {
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00", "b,0,09:00,12:00");
        _cli.Ingest();
        _cli.WriteHours("a,0,10:00,12:00", "a,1,noon,12:00", "b,0,10:00,12:00");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.ResultLines[0].Should().StartWith("menu_hours.csv: read 3, stored 0, unchanged 0, replaced 1, removed 1, kept 1 week, rejected 1, seconds ");
        run.ResultLines.Should().Contain("menu_hours.csv: store 'a' keeps its week, because line 3 was rejected");
        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00", "a 1 09:00:00-12:00:00", "b 0 10:00:00-12:00:00");
        Problem("week", "a").Should().Be(DBNull.Value);
    }

    [Fact]
    public async Task A_store_without_a_week_whose_row_was_rejected_has_none_and_the_reason_is_stored()
    {
        _cli.WriteHours("a,0,09:00,12:00", "a,1,noon,12:00", "b,0,10:00,12:00");

        var run = await _cli.Run("ingest");

        run.ResultLines[0].Should().StartWith("menu_hours.csv: read 3, stored 1, unchanged 0, replaced 0, removed 0, kept 0 weeks, rejected 1, ");
        run.ResultLines.Should().Contain(
            "menu_hours.csv: store 'a' has no known week, and its figures stay empty until valid rows are loaded, because line 3 was rejected");
        _cli.Facts.Hours.Should().Equal("b 0 10:00:00-12:00:00");
        Problem("week", "a").Should().Be("menu_hours.csv:3: start_time_local 'noon' is not a time from '00:00:00' to '23:59:59'");
        Problem("week", "b").Should().Be(DBNull.Value);
    }

    [Fact]
    public void Readable_rows_take_the_place_of_the_reason()
    {
        _cli.WriteHours("a,1,noon,12:00", "b,0,10:00,12:00");
        _cli.WriteZones("a,Mars/Olympus", "b,UTC");
        _cli.Ingest();
        _cli.WriteHours("a,1,09:00,12:00");
        _cli.WriteZones("a,UTC");

        _cli.Ingest();

        (Problem("week", "a"), Problem("zone", "a")).Should().Be((DBNull.Value, DBNull.Value));
        _cli.Facts.Hours.Should().Contain("a 1 09:00:00-12:00:00");
        _cli.Facts.Zones.Should().Contain("a UTC");
    }

    [Fact]
    public void The_same_rejected_rows_again_leave_the_version_of_the_facts()
    {
        _cli.WriteHours("a,1,noon,12:00", "b,0,10:00,12:00");
        _cli.WriteZones("a,Mars/Olympus", "b,UTC");
        _cli.Ingest();
        var version = Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts");

        _cli.Ingest();

        Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts").Should().Be(version);
    }

    [Fact]
    public async Task A_store_whose_zone_cannot_be_read_keeps_the_one_it_had_and_has_none_where_it_had_none()
    {
        _cli.WriteZones("a,UTC");
        _cli.Ingest();
        _cli.WriteZones("a,-06:00", "b,-06:00", "c,UTC");

        var run = await _cli.Run("ingest");

        run.ResultLines[0].Should().StartWith("timezones.csv: read 3, stored 1, unchanged 0, replaced 0, removed 0, kept 1 zone, rejected 2, ");
        run.ResultLines.Should().Contain("timezones.csv: store 'a' keeps its zone, because line 2 was rejected");
        _cli.Facts.Zones.Should().Equal("a UTC", "c UTC");
        Problem("zone", "a").Should().Be(DBNull.Value);
        Problem("zone", "b").Should().BeOfType<string>().Which.Should().StartWith("timezones.csv:3: timezone_str '-06:00' is an offset and not a zone");
    }

    [Theory]
    [InlineData("a,Mars/Olympus", "a,UTC")]
    [InlineData("a,UTC", "a,Mars/Olympus")]
    public void A_zone_that_one_of_two_rows_gives_is_known(string first, string second)
    {
        _cli.WriteZones(first, second);

        _cli.Ingest().Files[0].Kept.Kept.Should().Be(0);

        _cli.Facts.Zones.Should().Equal("a UTC");
        Problem("zone", "a").Should().Be(DBNull.Value);
    }

    [Fact]
    public void A_rejected_row_without_a_readable_id_belongs_to_no_store()
    {
        _cli.WriteHours("a,0,09:00,12:00", ",1,noon,12:00", "8.41995E+18,1,09:00,12:00");

        var summary = _cli.Ingest();

        summary.Files[0].Kept.Lines.Should().BeEmpty();
        _cli.Facts.Stores.Should().Equal("a");
    }

    [Fact]
    public void A_row_with_a_stray_quote_behind_its_id_belongs_to_its_store()
    {
        _cli.WriteHours("a,0,09:00,12:00", "a,1,\"09:00,12:00", "b,1,09:00,12:00");

        _cli.Ingest();

        _cli.Facts.Hours.Should().Equal("b 1 09:00:00-12:00:00");
        Problem("week", "a").Should().BeOfType<string>().Which.Should().StartWith("menu_hours.csv:3: row ");
    }

    [Fact]
    public async Task A_row_without_times_says_closed_so_that_a_store_can_be_closed_all_week()
    {
        _cli.WriteHours("a,0,,", "a,1,09:00,12:00", "b,0,,", "b,1, ,\u00A0");

        var run = await _cli.Run("ingest");

        run.ResultLines[0].Should().StartWith("menu_hours.csv: read 4, stored 4, unchanged 0, replaced 0, removed 0, kept 0 weeks, rejected 0, ");
        _cli.Facts.Hours.Should().Equal("a 1 09:00:00-12:00:00");
        Facts.Scalar(_cli.DatabasePath, "SELECT week FROM stores WHERE store_id = 'b'").Should().Be("[]");
        _cli.Ingest().Files[0].Written.Unchanged.Should().Be(4);
    }

    [Fact]
    public void Closing_a_day_that_had_hours_removes_them()
    {
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00");
        _cli.Ingest();
        _cli.WriteHours("a,0,,", "a,1,09:00,12:00");

        var written = _cli.Ingest().Files[0].Written;

        (written.Unchanged, written.Replaced, written.Removed).Should().Be((1, 1, 1));
        _cli.Facts.Hours.Should().Equal("a 1 09:00:00-12:00:00");
    }

    [Theory]
    [InlineData("both times", "a,0")]
    [InlineData("the closing time", "a,0,")]
    public void A_row_that_breaks_off_before_its_times_is_rejected_and_not_taken_for_closed(string label, string row)
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteHours("b,0,09:00,12:00", row);

        var summary = _cli.Ingest();

        summary.Rejected.Should().ContainSingle(label).Which.ToString().Should().Be("menu_hours.csv:3: start_time_local '' is missing");
        _cli.Facts.Hours.Should().Equal("b 0 09:00:00-12:00:00");
    }

    [Theory]
    [InlineData("a,0,,", "a,0,09:00,12:00", "menu_hours.csv:3: dayOfWeek '0' has no times on line 2, which means closed, but hours here")]
    [InlineData("a,0,09:00,12:00", "a,0,,", "menu_hours.csv:3: dayOfWeek '0' has hours on line 2, but no times here, which means closed")]
    public void Hours_and_closed_on_one_day_contradict_each_other(string first, string second, string problem)
    {
        _cli.WriteHours(first, second, "b,0,09:00,12:00");

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.ToString()).Should().Equal(problem);
        Problem("week", "a").Should().Be(problem);
        _cli.Facts.Hours.Should().Equal("b 0 09:00:00-12:00:00");
    }

    [Fact]
    public async Task Twenty_stores_are_named_and_all_are_counted()
    {
        _cli.WriteHours([.. Enumerable.Range(0, 30).Select(i => $"s{i},0,noon,12:00"), "a,0,09:00,12:00"]);

        var run = await _cli.Run("ingest");

        run.ResultLines.Where(line => line.Contains("has no known week", StringComparison.Ordinal)).Should().HaveCount(20);
        run.Results.Should().Contain("menu_hours.csv: and 10 more stores");
    }

    public void Dispose() => _cli.Dispose();

    private object? Problem(string thing, string store) =>
        Facts.Scalar(_cli.DatabasePath, $"SELECT {thing}_problem FROM stores WHERE store_id = '{store}'");
}
