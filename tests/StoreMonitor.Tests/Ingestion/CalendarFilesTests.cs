using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Special hours, closures, names and groups: what each file replaces, adds and keeps.</summary>
public class CalendarFilesTests : IDisposable
{
    private const string SpecialHeader = "store_id,date,start_time_local,end_time_local";
    private const string ClosuresHeader = "store_id,from_utc,to_utc,reason";

    private readonly Cli _cli = new();

    public CalendarFilesTests() => _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

    [Fact]
    public async Task Special_hours_replace_the_dates_that_the_file_names_and_leave_the_others()
    {
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-12-24,09:00,12:00", "a,2024-12-24,13:00,25:00", "a,2024-12-25,,");
        (await Line("special_hours.csv")).Should().StartWith("special_hours.csv: read 3, stored 3, unchanged 0, replaced 0, removed 0, kept 0 dates, rejected 0, ");
        (await Line("special_hours.csv")).Should().StartWith("special_hours.csv: read 3, stored 0, unchanged 3, ");
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-12-24,09:00,12:00", "a,2024-12-26 00:00:00,10:00,11:00");

        (await Line("special_hours.csv")).Should().StartWith("special_hours.csv: read 2, stored 1, unchanged 1, replaced 0, removed 1, ");

        Special().Should().Be("""[["2024-12-24",[[1,32400,43200]]],["2024-12-25",[]],["2024-12-26",[[3,36000,39600]]]]""");
    }

    [Fact]
    public async Task A_date_with_a_rejected_row_keeps_what_was_stored_and_the_summary_says_so()
    {
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-12-24,09:00,12:00");
        await Line("special_hours.csv");
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-12-24,10:00,11:00", "a,2024-12-24,noon,11:00", "a,2024-12-25,,", "a,2024-12-25,10:00,11:00", "a,2024-12-26,,");

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain("special_hours.csv: store 'a' keeps its hours of 2024-12-24 as they were, because line 3 was rejected")
            .And.Contain("special_hours.csv: store 'a' keeps its hours of 2024-12-25 as they were, because line 5 was rejected")
            .And.Contain(line => line.StartsWith("special_hours.csv: read 5, stored 1, unchanged 0, replaced 0, removed 0, kept 2 dates, rejected 2, "))
            .And.Contain("special_hours.csv:5: date '2024-12-25' has no times on line 4, which means closed, but hours here");
        Special().Should().Be("""[["2024-12-24",[[1,32400,43200]]],["2024-12-26",[]]]""");
    }

    [Fact]
    public async Task A_row_whose_date_cannot_be_read_may_be_about_any_date_of_its_store()
    {
        _cli.Write("special_hours.csv", SpecialHeader, "a,24.12.2024,10:00,11:00", "a,2024-12-25,,", "b,2024-12-25,,");

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain("special_hours.csv: store 'a' keeps all of its special hours as they were, because line 2 was rejected")
            .And.Contain("special_hours.csv:2: date '24.12.2024' is not a date such as '2026-12-25'");
        Special().Should().BeNull();
        Detail("special_hours", "b").Should().Be("""[["2024-12-25",[]]]""");
    }

    [Fact]
    public async Task Closures_are_added_and_the_same_one_again_is_unchanged()
    {
        _cli.Write("closures.csv", ClosuresHeader, "a,2024-10-07 10:00:00 UTC,2024-10-07 12:00:00 UTC,\"say \"\"paint\"\"\"");
        await Line("closures.csv");
        _cli.Write(
            "closures.csv", ClosuresHeader, "a,2024-10-07T12:00:00+02:00,2024-10-07T12:00:00Z,", "a,2024-10-08,2024-10-09,x",
            "a,2024-10-08 00:00:00Z,2024-10-08 00:00:00Z,empty", "a,2024-10-07 10:00:00 UTC,2024-10-07 12:00:00 UTC,floor");

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain(line => line.StartsWith("closures.csv: read 4, stored 0, unchanged 1, replaced 1, removed 0, kept 0, rejected 2, "))
            .And.Contain("closures.csv:4: to_utc '2024-10-08 00:00:00Z' is not after from_utc");
        Detail("closures", "a").Should().Be("""[[1728295200000000,1728302400000000,"floor"]]""");
    }

    [Fact]
    public async Task Stores_have_names_and_groups_of_two_files_that_do_not_take_each_other_away()
    {
        _cli.Write("stores.csv", "store_id,name,group,group2", "a,\"Corner, \"\"best\"\"\",North,Big", "b,Second,North,");
        _cli.Write("groups.csv", "group,store_id", "Drive,a", "Drive,b", "Drive,a");
        (await _cli.Run("ingest")).ResultLines.Should()
            .Contain(line => line.StartsWith("stores.csv: read 2, stored 2, unchanged 0, replaced 0, "))
            .And.Contain(line => line.StartsWith("groups.csv: read 3, stored 2, unchanged 1, replaced 0, removed 0, kept 0 groups, "));
        Groups("a").Should().Be("Big,Drive,North");
        _cli.Write("stores.csv", "store_id,name,group", "a,Corner,South", "b,Second,North");
        _cli.Write("groups.csv", "group,store_id", "Drive,b");

        (await _cli.Run("ingest")).ResultLines.Should()
            .Contain(line => line.StartsWith("stores.csv: read 2, stored 0, unchanged 1, replaced 1, "))
            .And.Contain(line => line.StartsWith("groups.csv: read 1, stored 0, unchanged 1, replaced 0, removed 1, "));

        Groups("a").Should().Be("South");
        Groups("b").Should().Be("Drive,North");
        Detail("name", "a").Should().Be("Corner");
    }

    [Fact]
    public async Task A_group_with_a_rejected_row_loses_no_member()
    {
        _cli.Write("groups.csv", "group,store_id", "Drive,a", "Drive,b");
        await _cli.Run("ingest");
        _cli.Write("groups.csv", "group,store_id", "Drive,8.4E+18", "Drive,b");

        (await _cli.Run("ingest")).ResultLines.Should().Contain("groups.csv: group 'Drive' loses no member, because line 2 was rejected");

        Groups("a").Should().Be("Drive");
    }

    [Fact]
    public async Task A_week_with_a_rejected_row_keeps_what_was_stored_and_the_other_weeks_of_the_store_are_taken()
    {
        _cli.Write(
            "menu_hours.csv", $"{Cli.HoursHeader},effective_from", "a,0,09:00,12:00,", "a,0,09:00,13:00,2024-11-01", "a,1,noon,13:00,2024-11-01",
            "b,0,09:00,12:00,soon", "c,0,noon,12:00,2024-11-01");

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain("menu_hours.csv: store 'a' keeps its week from 2024-11-01 as it was, because line 4 was rejected")
            .And.Contain("menu_hours.csv:5: effective_from 'soon' is not a date such as '2026-12-25'")
            .And.Contain("menu_hours.csv: store 'b' has no known week, and its figures stay empty until valid rows are loaded, because line 5 was rejected")
            .And.Contain("menu_hours.csv: store 'c' has no known week, and its figures stay empty until valid rows are loaded, because line 6 was rejected");
        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00");
    }

    [Fact]
    public async Task A_first_date_of_the_command_is_that_of_the_rows_that_give_none()
    {
        _cli.Write("menu_hours.csv", $"{Cli.HoursHeader},effective_from", "a,0,09:00,12:00,", "a,0,10:00,12:00,2024-12-01");
        _cli.WriteZones("a,UTC");

        await _cli.Run("ingest", "--effective-from", "2024-11-01");

        Detail("dated_weeks", "a").Should().Be("""[["2024-11-01",[[0,32400,43200]]],["2024-12-01",[[0,36000,43200]]]]""");
        Detail("dated_zones", "a").Should().Be("""[["2024-11-01","UTC"]]""");
        _cli.Facts.Hours.Should().BeEmpty();
        _cli.Facts.Zones.Should().BeEmpty();
    }

    [Fact]
    public async Task Stores_of_a_file_that_have_no_polls_are_noticed()
    {
        _cli.Write("special_hours.csv", SpecialHeader, "A,2024-12-25,,", "B,2024-12-25,,");

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain("stores: 2 of 2 with special hours have no polls");
        run.Diagnostics.Should().Contain("warning: hardly any stores match: 0 of 2 with special hours have polls; check that the files write the ids alike");
    }

    [Fact]
    public async Task Files_can_be_named_and_have_any_case_separator_encoding_and_compression()
    {
        _cli.Folder.Write("x.csv", System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes("Date;STORE_ID;end_time_local;start_time_local\r\n2024-12-25;a;12:00 PM;9:00 AM\r\n")).ToArray());
        await _cli.Run("ingest");

        var run = await _cli.Run("ingest", "--special-hours", _cli.Folder.Of("x.csv"), "--strict");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        Special().Should().Be("""[["2024-12-25",[[2,32400,43200]]]]""");
        run.ResultLines.Should().ContainSingle().Which.Should().StartWith("x.csv: read 1, stored 1, ");
    }

    [Fact]
    public async Task All_header_faults_are_said_in_one_run_and_nothing_is_stored()
    {
        _cli.Write("special_hours.csv", "store_id,day", "a,1");
        _cli.Write("CLOSURES.csv", "store_id,from_utc", "a,1");
        _cli.Write("stores.csv", "store_id", "a");
        _cli.Write("groups.csv", "group", "a");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("special_hours.csv: the header lacks 'date', 'start_time_local', 'end_time_local'")
            .And.Contain("CLOSURES.csv: the header lacks 'to_utc': found 'store_id', 'from_utc', wanted 'store_id', 'from_utc', 'to_utc'")
            .And.Contain("stores.csv: the header lacks 'name'").And.Contain("groups.csv: the header lacks 'store_id'");
        Facts.Scalar(_cli.DatabasePath, "SELECT count(*) FROM stores").Should().Be(0L);
    }

    [Fact]
    public async Task A_store_that_is_forgotten_takes_its_details_and_its_changes_along()
    {
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-12-25,,", "b,2024-12-25,,");
        _cli.Write("closures.csv", ClosuresHeader, "a,2024-10-07 10:00:00 UTC,2024-10-07 12:00:00 UTC,x");
        await _cli.Run("ingest");

        var run = await _cli.Run("forget", "a", "--yes");

        run.Results.Should().Contain("forgot the store 'a': 1 poll, no business hours, no zone, its special hours, its closures");
        Facts.Scalar(_cli.DatabasePath, "SELECT count(*) FROM store_details").Should().Be(1L);
        Facts.Scalar(_cli.DatabasePath, "SELECT count(*) FROM fact_changes").Should().Be(1L);
    }

    [Fact]
    public async Task Pruning_keeps_all_of_it()
    {
        var before = await IngestWithDetails();

        (await _cli.Run("prune", "--before", "2024-10-08T00:00:00Z")).ExitCode.Should().Be(0);

        (await Explained(_cli.DatabasePath)).Should().Be(before);
    }

    [Fact]
    [OnSqlite]
    public async Task A_backup_has_all_of_it()
    {
        var before = await IngestWithDetails();

        (await _cli.Run("backup", _cli.Folder.Of("backup.db"))).ExitCode.Should().Be(0);

        (await Explained(_cli.Folder.Of("backup.db"))).Should().Be(before);
    }

    [Fact]
    [OnSqlite]
    public async Task A_database_of_the_version_before_is_refused_with_what_to_do()
    {
        await _cli.Run("ingest");
        Facts.Scalar(_cli.DatabasePath, "PRAGMA user_version = 1");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("has schema version 1").And.Contain("ingest the CSVs into a new database");
    }

    public void Dispose() => _cli.Dispose();

    private async Task<string> IngestWithDetails()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC", "a,inactive,2024-10-08 10:00:00 UTC");
        _cli.Write("special_hours.csv", SpecialHeader, "a,2024-10-08,09:00,12:00");
        _cli.Write("closures.csv", ClosuresHeader, "a,2024-10-08 10:30:00 UTC,2024-10-08 11:00:00 UTC,x");
        await _cli.Run("ingest");
        var explained = await Explained(_cli.DatabasePath);
        explained.Should().Contain("closure (R18)").And.Contain("latest changes of its facts");
        return explained;
    }

    private async Task<string> Explained(string database) => (await _cli.RunBare(
        "explain", "a", "--window", "last_hour", "--as-of", "2024-10-08T11:30:00Z", "--database", database, "--data", _cli.DataFolder)).Results;

    private async Task<string> Line(string file)
    {
        var run = await _cli.Run("ingest");
        run.ExitCode.Should().Be(0, run.Diagnostics);
        return run.ResultLines.Single(line => line.StartsWith($"{file}: read ", StringComparison.Ordinal));
    }

    private string? Special() => Detail("special_hours", "a");

    private string? Detail(string column, string store) => Facts.Scalar(
        _cli.DatabasePath, $"SELECT {column} FROM store_details JOIN stores USING (store_key) WHERE store_id = '{store}'") as string;

    private string? Groups(string store) => Facts.Scalar(
        _cli.DatabasePath,
        $"SELECT string_agg(group_name, ',' ORDER BY group_name) FROM store_groups JOIN stores USING (store_key) WHERE store_id = '{store}'") as string;
}
