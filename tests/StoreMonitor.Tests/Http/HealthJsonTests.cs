using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

public sealed class HealthJsonTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task Readiness_says_what_each_check_found()
    {
        var (status, answer) = await Ready();

        status.Should().Be(HttpStatusCode.OK);
        answer.GetProperty("status").GetString().Should().Be("Healthy");
        answer.GetProperty("data").GetString().Should().Be("own");
        answer.GetProperty("duration_seconds").GetDouble().Should().BePositive();
        var checks = answer.GetProperty("checks").EnumerateArray().ToList();
        checks.Select(check => check.GetProperty("name").GetString()).Should().Contain(["database", "data age", "report worker"]);
        checks.Should().OnlyContain(check => check.GetProperty("status").GetString() == "Healthy");
        var facts = Check(answer, "data age").GetProperty("facts");
        facts.GetProperty("stores").GetInt64().Should().Be(4);
        facts.GetProperty("polls").GetInt64().Should().Be(5);
        facts.GetProperty("latest_poll").GetString().Should().Be("2024-10-07T12:00:00Z");
        facts.GetProperty("data").GetString().Should().Be("own");
    }

    [Fact]
    public async Task Data_older_than_the_settings_allow_is_degraded_and_still_ready()
    {
        var (status, answer) = await Ready(("Health:MaxDataAge", "1d"));

        status.Should().Be(HttpStatusCode.OK);
        answer.GetProperty("status").GetString().Should().Be("Degraded");
        Check(answer, "data age").GetProperty("reason").GetString().Should().Be("the latest poll is from 54 days ago; Health__MaxDataAge is P1D");
    }

    [Fact]
    public async Task Data_as_old_as_the_settings_allow_is_healthy()
    {
        var (_, answer) = await Ready(("Health:MaxDataAge", "60d"));

        answer.GetProperty("status").GetString().Should().Be("Healthy");
    }

    [Fact]
    public async Task What_is_not_ready_says_why()
    {
        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();
        await client.GetAsync("/health/live");
        Directory.Delete(_folder.Reports, recursive: true);

        using var response = await client.GetAsync("/health/ready");

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("status").GetString().Should().Be("Unhealthy");
        answer.GetProperty("checks").EnumerateArray()
            .Where(check => check.GetProperty("status").GetString() == "Unhealthy")
            .Should().OnlyContain(check => check.GetProperty("reason").GetString()!.Length > 0).And.NotBeEmpty();
    }

    [Theory]
    [InlineData(238 * 24 * 60, "60 stores, 27,619 polls, latest 2026-03-31 23:43 UTC, 238 days ago")]
    [InlineData(47 * 60, "60 stores, 27,619 polls, latest 2026-03-31 23:43 UTC, 47 hours ago")]
    [InlineData(119, "60 stores, 27,619 polls, latest 2026-03-31 23:43 UTC, 119 minutes ago")]
    [InlineData(-3 * 24 * 60, "60 stores, 27,619 polls, latest 2026-03-31 23:43 UTC, 3 days ahead of the clock")]
    public void A_start_says_how_much_data_there_is_and_how_old_it_is(int minutesAgo, string line)
    {
        var latest = Instant.FromUtc(2026, 3, 31, 23, 43, 12);

        DataSummary.Of(new DataSize(60, 27_619, latest), latest + Duration.FromMinutes(minutesAgo)).Should().Be(line);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement Check(JsonElement answer, string name) =>
        answer.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> Ready(params (string Name, string Value)[] settings)
    {
        using var service = new ServiceFactory(_folder) { Settings = settings };
        using var client = service.CreateQuietClient();
        using var response = await client.GetAsync("/health/ready");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
