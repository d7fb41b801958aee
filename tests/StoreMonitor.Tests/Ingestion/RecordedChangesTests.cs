using System.Globalization;
using NodaTime;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Each change of a store's facts is recorded: who, when, by what, before and after. Polls are not.</summary>
public class RecordedChangesTests : IDisposable
{
    private readonly Cli _cli = new();

    public RecordedChangesTests()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteZones("a,UTC");
        _cli.WriteHours("a,0,09:00,12:00");
    }

    [Fact]
    public async Task What_is_stored_first_is_a_change_from_nothing_and_the_same_again_is_none()
    {
        await _cli.Run("ingest");
        await _cli.Run("ingest");

        Changes().Should().Be(
            $"""
            1 zone_id - > UTC by {Environment.UserName} ingest timezones.csv
            2 week - > [[0,32400,43200]] by {Environment.UserName} ingest menu_hours.csv
            """);
        Facts.Scalar(_cli.DatabasePath, "SELECT count(*) FROM change_sets").Should().Be(2L);
    }

    [Fact]
    public async Task A_change_has_the_facts_before_and_after_and_only_those_that_differ()
    {
        _cli.Write("special_hours.csv", "store_id,date,start_time_local,end_time_local", "a,2024-12-24,,", "a,2024-12-25,,");
        await _cli.Run("ingest");
        _cli.Clock.Advance(Duration.FromHours(1));
        _cli.WriteZones("a,Asia/Beirut");
        _cli.Write("special_hours.csv", "store_id,date,start_time_local,end_time_local", "a,2024-12-24,,", "a,2024-12-25,10:00,11:00");
        await _cli.Run("ingest");

        var explained = await _cli.Run("explain", "a", "--window", "last_hour");

        Changes().Should().Contain("4 zone_id UTC > Asia/Beirut by").And.Contain("""5 special_hours [["2024-12-25",[]]] > [["2024-12-25",[[2,36000,39600]]]] by""");
        var text = string.Join(' ', explained.Results.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        text.Should().Contain(
            $"latest changes of its facts 2024-10-14T13:00:00Z special hours, by {Environment.UserName} (ingest special_hours.csv) "
            + "before Wed 2024-12-25 closed after Wed 2024-12-25 10:00–11:00 "
            + $"2024-10-14T13:00:00Z zone, by {Environment.UserName} (ingest timezones.csv) before UTC after Asia/Beirut "
            + "2024-10-14T12:00:00Z special hours, by");
    }

    [Fact]
    public async Task Only_the_latest_changes_of_a_store_are_kept()
    {
        await _cli.Run("ingest");
        var rows = Enumerable.Range(1, FactChange.KeptPerStore).Select(index => string.Create(CultureInfo.InvariantCulture, $"a,{(index % 2 == 0 ? "UTC" : "Asia/Beirut")}"));
        foreach (var row in rows)
        {
            _cli.WriteZones(row);
            _cli.Ingest();
        }

        Facts.Scalar(_cli.DatabasePath, "SELECT count(*) FROM fact_changes").Should().Be((long)FactChange.KeptPerStore);
        Facts.Scalar(_cli.DatabasePath, "SELECT max(number) FROM fact_changes").Should().Be(FactChange.KeptPerStore + 2L);
        (await _cli.Run("explain", "a")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_change_that_is_missing_or_was_altered_is_noticed()
    {
        await _cli.Run("ingest");
        Facts.Scalar(_cli.DatabasePath, "UPDATE fact_changes SET value_after = 'Europe/Berlin' WHERE number = 1");
        var altered = await _cli.Run("explain", "a");
        Facts.Scalar(_cli.DatabasePath, "DELETE FROM fact_changes WHERE number = 1");
        var missing = await _cli.Run("explain", "a");

        altered.ExitCode.Should().Be(1);
        altered.Diagnostics.Should().Contain("the record of changes is damaged");
        missing.Diagnostics.Should().Contain("the record of changes is damaged");
    }

    public void Dispose() => _cli.Dispose();

    private string Changes() => ((string)Facts.Scalar(
        _cli.DatabasePath,
        """
        SELECT string_agg(number || ' ' || kind || ' ' || coalesce(value_before, '-') || ' > ' || coalesce(value_after, '-') || ' by ' || who || ' ' || source, '~' ORDER BY number)
        FROM fact_changes JOIN change_sets USING (change_set)
        """)!).Replace('~', '\n');
}
