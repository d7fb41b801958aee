using System.Text.Json;
using System.Text.RegularExpressions;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Tests.Support;
using StoreMonitor.Uptime;

namespace StoreMonitor.Tests.Uptime;

/// <summary>An explanation is read on a terminal of 80 columns, and by programs as JSON.</summary>
public class ExplainFormatTests : IDisposable
{
    private readonly Cli _cli = new();

    public ExplainFormatTests()
    {
        _cli.WriteHours([.. Enumerable.Range(0, 7).Select(day => $"a,{day},09:00:00,12:00:00")]);
        _cli.WriteZones("a,Asia/Kolkata");
        _cli.WriteStatus(
            "a,active,2024-10-07 04:30:00.123456 UTC",
            "a,inactive,2024-10-07 06:00:00 UTC",
            "b,active,2024-10-07 12:00:00 UTC");
    }

    [Theory]
    [InlineData("0 09:00 21:00|1 09:00 21:00|2 09:00 21:00|3 09:00 21:00|4 09:00 21:00|5 09:00 21:00|6 09:00 21:00", "Mon–Sun 09:00–21:00")]
    [InlineData("0 09:00 17:00|1 09:00 17:00|4 09:00 17:00|5 10:00 14:00", "Mon–Tue 09:00–17:00, Wed–Thu closed, Fri 09:00–17:00, Sat 10:00–14:00, Sun closed")]
    [InlineData("2 11:00 14:30|2 17:00 22:00", "Mon–Tue closed, Wed 11:00–14:30 17:00–22:00, Thu–Sun closed")]
    [InlineData("0 00:00 23:59:59|6 18:00 02:00", "Mon 00:00–23:59:59, Tue–Sat closed, Sun 18:00–02:00")]
    [InlineData("", "closed all week")]
    public void Days_with_the_same_hours_are_folded(string rows, string folded)
    {
        var week = WeeklySchedule.Of([.. rows.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' ')).Select(row =>
            new OpeningHours((NodaTime.IsoDayOfWeek)(row[0][0] - '0' + 1), Time(row[1]), Time(row[2])))]);

        HoursText.Of(week).Should().Be(folded);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("midpoint")]
    [InlineData("proportional")]
    public async Task No_line_is_wider_than_80_columns(string interpolation)
    {
        foreach (var store in new[] { "a", "b" })
        {
            var run = await _cli.Run("explain", store, "--interpolation", interpolation);

            run.ResultLines.Should().OnlyContain(line => line.Length <= 80);
        }
    }

    [Fact]
    public async Task It_says_how_old_the_figures_and_the_data_are()
    {
        var run = await _cli.Run("explain", "a", "--as-of", "2024-10-07T07:00:00Z");

        Spaces(run.Results).Should().Contain("as of 2024-10-07T07:00:00Z (Mon 2024-10-07 12:30:00 +05:30)")
            .And.Contain("data age the latest poll of all stores was 7 days ago, at 2024-10-07T12:00:00Z")
            .And.Contain("interpolation hold, max carry P1D");
    }

    [Fact]
    public async Task Carried_time_is_shown_apart()
    {
        var run = await _cli.Run("explain", "a", "--as-of", "2024-10-08T05:30:00Z", "--window", "last_hour");

        Spaces(run.Results).Should().Contain("R8.3: last known inactive").And.Contain("carried (R11a): 3600 s of it");
    }

    [Fact]
    public async Task As_JSON_it_has_the_same_figures()
    {
        var text = await _cli.Run("explain", "a", "--window", "last_day");
        var run = await _cli.Run("explain", "a", "--window", "last_day", "--format", "json");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        using var json = JsonDocument.Parse(run.Results);
        var root = json.RootElement;
        root.GetProperty("store_id").GetString().Should().Be("a");
        root.GetProperty("zone").GetString().Should().Be("Asia/Kolkata");
        root.GetProperty("hours").GetArrayLength().Should().Be(7);
        root.GetProperty("as_of").GetString().Should().Be("2024-10-07T12:00:00Z");
        root.GetProperty("max_carry_seconds").GetRawText().Should().Be("86400.000000");
        root.GetProperty("data_age_seconds").GetRawText().Should().Be("604800.000000");
        var window = root.GetProperty("windows").EnumerateArray().Single();
        var parts = Seconds(window, "uptime") + Seconds(window, "downtime") + Seconds(window, "unknown");
        parts.Should().Be(window.GetProperty("business_seconds").GetDecimal());
        window.GetProperty("spans").EnumerateArray().Sum(span => span.GetProperty("seconds").GetDecimal()).Should().Be(parts);
        text.Results.Should().Contain($"uptime_last_day = {window.GetProperty("cells").GetProperty("uptime_last_day").GetString()} hours");
    }

    [Fact]
    public async Task In_JSON_every_duration_has_six_decimals_and_every_instant_is_UTC()
    {
        var run = await _cli.Run("explain", "a", "--format", "json");

        foreach (Match number in Regex.Matches(run.Results, "seconds\": ([^,\\n]+)"))
            number.Groups[1].Value.Should().MatchRegex(@"^(\d+\.\d{6}|null)$");
        foreach (Match instant in Regex.Matches(run.Results, "\"(?:from|to|at|as_of|latest_poll)\": ([^,\\n]+)"))
            instant.Groups[1].Value.Should().MatchRegex(@"^""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z""$");
        run.Results.Should().NotMatchRegex("\"[a-z]+[A-Z]", "members are in snake_case");
    }

    [Fact]
    public async Task In_JSON_defaults_are_said_and_hours_that_are_none_are_null()
    {
        var run = await _cli.Run("explain", "b", "--format", "json");

        using var json = JsonDocument.Parse(run.Results);
        json.RootElement.GetProperty("is_default_hours").GetBoolean().Should().BeTrue();
        json.RootElement.GetProperty("is_default_zone").GetBoolean().Should().BeTrue();
        json.RootElement.GetProperty("hours").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Another_format_is_wrong_usage()
    {
        var run = await _cli.Run("explain", "a", "--format", "xml");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("--format 'xml' is not one of text, json");
    }

    public void Dispose() => _cli.Dispose();

    private static decimal Seconds(JsonElement window, string part) => window.GetProperty($"{part}_seconds").GetDecimal();

    private static NodaTime.LocalTime Time(string text) => NodaTime.LocalTime.FromTimeOnly(TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static string Spaces(string text) => Regex.Replace(text, @"\s+", " ");
}
