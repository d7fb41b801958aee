using System.Text;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Rule R2 in what comes out: a store whose business time is not known has a row, empty cells, and a reason.</summary>
public sealed class NotKnownTests : IDisposable
{
    private const string Problem = "menu_hours.csv:2: start_time_local 'noon' is not a time";

    private readonly Cli _cli = new();

    public NotKnownTests()
    {
        _cli.WriteHours("closed,0,09:00,12:00");
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC", "closed,active,2024-10-07 10:00:00 UTC", "known,active,2024-10-07 10:00:00 UTC");
    }

    [Theory]
    [InlineData((int)StoreColumn.WeekProblem, "hours")]
    [InlineData((int)StoreColumn.ZoneProblem, "zone")]
    public async Task R2_A_store_whose_hours_or_zone_are_unreadable_has_empty_cells_and_explain_says_why(int column, string line)
    {
        await _cli.Run("ingest");
        Set("a", ((StoreColumn)column, Problem));

        var report = await _cli.Run("report");
        var explained = await _cli.Run("explain", "a", "--window", "last_day");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("a,,,,,,").And.Contain("known,60.00,24.00,24.00,0.00,0.00,0.00");
        explained.ExitCode.Should().Be(0);
        System.Text.RegularExpressions.Regex.Replace(explained.Results, @"\s+", " ").Should().Contain($"{line} not known (R2): {Problem}");
        explained.Results.Should().NotContain("business time 24");
        explained.Results.Should().EndWith(
            "  uptime_last_day = empty (R2: the business time of the store is not known)\n"
            + "  downtime_last_day = empty (R2: the business time of the store is not known)\n");
    }

    [Fact]
    public async Task R2_What_is_known_goes_before_what_could_not_be_read()
    {
        await _cli.Run("ingest");
        Set("a", (StoreColumn.Week, "[[0,0,86400]]"), (StoreColumn.WeekProblem, "x"), (StoreColumn.ZoneId, "UTC"), (StoreColumn.ZoneProblem, "x"));

        var report = await _cli.Run("report");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("a,60.00,10.00,10.00,0.00,0.00,0.00");
    }

    [Fact]
    public async Task R2_A_store_that_is_closed_all_week_has_no_business_time_which_is_not_24_hours_a_day()
    {
        await _cli.Run("ingest");
        Set("closed", (StoreColumn.Week, "[]"));

        var report = await _cli.Run("report");
        var explained = await _cli.Run("explain", "closed");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("closed,0.00,0.00,0.00,0.00,0.00,0.00");
        explained.Results.Should().Contain("hours          closed all week");
    }

    [Fact]
    public async Task R5_A_closing_past_24_00_is_read_from_the_database_and_shown_as_it_was_written()
    {
        await _cli.Run("ingest");
        Set("closed", (StoreColumn.Week, "[[0,64800,93600]]"), (StoreColumn.ZoneId, "UTC"));

        var explained = await _cli.Run("explain", "closed", "--as-of", "2024-10-08T12:00:00Z", "--window", "last_day");

        explained.Results.Should().Contain("hours          Mon 18:00–26:00, Tue–Sun closed").And.Contain("business time 8.00 h in 1 interval");
    }

    public void Dispose() => _cli.Dispose();

    private void Set(string storeId, params (StoreColumn Column, string Text)[] values)
    {
        using var connection = new Database(_cli.DatabasePath).Open();
        var key = (int)(long)Facts.Scalar(_cli.DatabasePath, $"SELECT store_key FROM stores WHERE store_id = '{storeId}'")!;
        StoredFacts.Change(connection, stores =>
        {
            foreach (var (column, text) in values)
                stores.Set(key, column, Encoding.UTF8.GetBytes(text));
        });
    }
}
