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
    [InlineData("week_problem", "hours")]
    [InlineData("zone_problem", "zone")]
    public async Task R2_A_store_whose_hours_or_zone_are_unreadable_has_empty_cells_and_explain_says_why(string column, string line)
    {
        await _cli.Run("ingest");
        Execute($"UPDATE stores SET {column} = '{Problem.Replace("'", "''", StringComparison.Ordinal)}' WHERE store_id = 'a'");

        var report = await _cli.Run("report");
        var explained = await _cli.Run("explain", "a", "--window", "last_day");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("a,,,,,,").And.Contain("known,60.00,24.00,24.00,0.00,0.00,0.00");
        explained.ExitCode.Should().Be(0);
        explained.ResultLines.Should().Contain($"{line,-15}not known (R2): {Problem}");
        explained.Results.Should().NotContain("business time 24");
        explained.Results.Should().EndWith(
            "  uptime_last_day = empty (R2: the business time of the store is not known)\n"
            + "  downtime_last_day = empty (R2: the business time of the store is not known)\n");
    }

    [Fact]
    public async Task R2_What_is_known_goes_before_what_could_not_be_read()
    {
        await _cli.Run("ingest");
        Execute("UPDATE stores SET week = '[[0,0,86400]]', week_problem = 'x', zone_id = 'UTC', zone_problem = 'x' WHERE store_id = 'a'");

        var report = await _cli.Run("report");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("a,60.00,10.00,10.00,0.00,0.00,0.00");
    }

    [Fact]
    public async Task R2_A_store_that_is_closed_all_week_has_no_business_time_which_is_not_24_hours_a_day()
    {
        await _cli.Run("ingest");
        Execute("UPDATE stores SET week = '[]' WHERE store_id = 'closed'");

        var report = await _cli.Run("report");
        var explained = await _cli.Run("explain", "closed");

        (await File.ReadAllLinesAsync(report.ResultLines[0])).Should().Contain("closed,0.00,0.00,0.00,0.00,0.00,0.00");
        explained.Results.Should().Contain("hours          closed all week");
    }

    [Fact]
    public async Task R5_A_closing_past_24_00_is_read_from_the_database_and_shown_as_it_was_written()
    {
        await _cli.Run("ingest");
        Execute("UPDATE stores SET week = '[[0,64800,93600]]', zone_id = 'UTC' WHERE store_id = 'closed'");

        var explained = await _cli.Run("explain", "closed", "--as-of", "2024-10-08T12:00:00Z", "--window", "last_day");

        explained.Results.Should().Contain("hours          Mon 18:00:00–26:00:00").And.Contain("business time 8.00 h in 1 interval");
    }

    public void Dispose() => _cli.Dispose();

    private void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_cli.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().Be(1);
    }
}
