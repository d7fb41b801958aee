using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Uptime;

/// <summary>What an explanation says of hours that change: rules R17 to R19.</summary>
public class ExplainCalendarTests : IDisposable
{
    private readonly Cli _cli = new();

    public ExplainCalendarTests()
    {
        _cli.Write("timezones.csv", "store_id,timezone_str,effective_from", "a,UTC,2024-10-07");
        _cli.Write(
            "menu_hours.csv", $"{Cli.HoursHeader},effective_from", "a,0,09:00,12:00,2024-10-01", "a,1,09:00,12:00,2024-10-01", "a,1,10:00,12:00,2024-10-08");
        _cli.Write("special_hours.csv", "store_id,date,start_time_local,end_time_local", "a,2024-10-07,08:00,10:00", "a,2024-10-09,,");
        _cli.Write("closures.csv", "store_id,from_utc,to_utc,reason", "a,2024-10-07 09:30:00 UTC,2024-10-08 11:00:00 UTC,new floor");
        _cli.Write("stores.csv", "store_id,name,group", "a,Corner,North");
        _cli.WriteStatus("a,active,2024-10-07 08:30:00 UTC", "a,active,2024-10-08 11:30:00 UTC");
    }

    [Fact]
    public async Task The_text_names_the_week_in_force_the_special_dates_and_the_closures_of_the_window()
    {
        await _cli.Run("ingest");

        var run = await _cli.Run("explain", "a", "--as-of", "2024-10-08T12:00:00Z", "--window", "last_week");

        run.Results.Should().Contain(
            """
            name           Corner
            groups         North
            zone           UTC (from 2024-10-07, R19)
            hours          Mon closed, Tue 10:00–12:00, Wed–Sun closed (from 2024-10-08,
                           R19)
            """);
        run.Results.Should().Contain(
            """
              hours from 2024-10-08 (R19): Mon closed, Tue 10:00–12:00, Wed–Sun closed
              zone from 2024-10-07 (R19): UTC
              special hours (R17): Mon 2024-10-07 08:00–10:00
              closure (R18): 2024-10-07T09:30:00Z – 2024-10-08T11:00:00Z, new floor
            """);
        run.Results.Should().Contain("planned time (R18) 1.50 h").And.NotContain("2024-10-09 closed\n  closure");
    }

    [Fact]
    public async Task The_JSON_has_the_same()
    {
        await _cli.Run("ingest");

        var run = await _cli.Run("explain", "a", "--as-of", "2024-10-08T12:00:00Z", "--window", "last_week", "--format", "json");

        using var json = JsonDocument.Parse(run.Results);
        var (store, window) = (json.RootElement, json.RootElement.GetProperty("windows")[0]);
        store.GetProperty("name").GetString().Should().Be("Corner");
        store.GetProperty("groups")[0].GetString().Should().Be("North");
        store.GetProperty("hours_first_date").GetString().Should().Be("2024-10-08");
        store.GetProperty("zone_first_date").GetString().Should().Be("2024-10-07");
        window.GetProperty("weeks_begun").GetArrayLength().Should().Be(1);
        window.GetProperty("special_hours")[0].GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Be("""{"date":"2024-10-07","hours":[{"day":"Monday","opens":"08:00","closes":"10:00"}]}""");
        window.GetProperty("closures")[0].GetProperty("reason").GetString().Should().Be("new floor");
        window.GetProperty("planned_seconds").GetDecimal().Should().Be(5_400);
        store.GetProperty("changes")[0].GetProperty("kind").GetString().Should().Be("closures");
        store.GetProperty("changes")[0].GetProperty("before").ValueKind.Should().Be(JsonValueKind.Null);
        store.GetProperty("changes")[0].GetProperty("after")[0].GetProperty("from").GetString().Should().Be("2024-10-07T09:30:00Z");
    }

    public void Dispose() => _cli.Dispose();
}
