using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>A finished report says of when its figures are, and how well they are known.</summary>
public sealed class ReportFactsTests : IDisposable
{
    // The clock of the service is 2024-12-01T00:00:00Z, 54.5 days after the latest poll.
    private const int AgeOfLatest = 4_708_800;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples().WriteZones("no-polls,UTC", "up-then-down,UTC", "last-week,UTC", "not-counted,UTC");
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public ReportFactsTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData("", "2024-10-07T12:00:00Z", "hold", "P1D", 4, 1, AgeOfLatest)]
    [InlineData("?as_of=2024-10-07T11:00:00Z&interpolation=midpoint&max_carry=12h", "2024-10-07T11:00:00Z", "midpoint", "PT12H", 3, 2, AgeOfLatest + 3_600)]
    [InlineData("?as_of=2024-10-08T12:00:00Z", "2024-10-08T12:00:00Z", "hold", "P1D", 4, 1, AgeOfLatest)]
    public async Task The_headers_and_the_json_say_the_same(
        string query, string asOf, string interpolation, string maxCarry, int stores, int withoutPolls, int age)
    {
        var reportId = await _client.TriggerAndWait("/trigger_report" + query);

        var json = await _client.StatusOf(reportId);
        using var csv = await _client.GetAsync($"/get_report/{reportId}");

        string Header(string name) => csv.Headers.GetValues($"X-Report-{name}").Single();
        Header("Status").Should().Be("Complete");
        Header("As-Of").Should().Be(asOf).And.Be(Text(json, "as_of"));
        Header("Interpolation").Should().Be(interpolation).And.Be(Text(json, "interpolation"));
        Header("Max-Carry").Should().Be(maxCarry).And.Be(Text(json, "max_carry"));
        Header("Requested-At").Should().Be("2024-12-01T00:00:00Z").And.Be(Text(json, "requested_at"));
        Header("Finished-At").Should().Be("2024-12-01T00:00:00Z").And.Be(Text(json, "finished_at"));
        Header("Stores").Should().Be($"{stores}").And.Be($"{json.GetProperty("stores").GetInt32()}");
        Header("Stores-Without-Polls").Should().Be($"{withoutPolls}").And.Be($"{json.GetProperty("stores_without_polls").GetInt32()}");
        Header("Data-Age").Should().Be($"{age}").And.Be($"{json.GetProperty("data_age_seconds").GetDouble()}");
        Header("Data").Should().Be("own").And.Be(Text(json, "data"));
        csv.Content.Headers.ContentDisposition!.FileName.Should().Be($"report-{asOf.Replace(":", "")}-{reportId}.csv");
    }

    [Fact]
    public async Task Only_the_csv_is_named_as_a_file()
    {
        var reportId = await _client.TriggerAndWait();

        using var json = await _client.GetAccepting($"/get_report/{reportId}", "application/json");

        json.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        json.Content.Headers.ContentDisposition.Should().BeNull();
        json.Headers.GetValues("X-Report-As-Of").Should().Equal("2024-10-07T12:00:00Z");
    }

    [Fact]
    public async Task A_report_that_runs_says_no_more_than_that()
    {
        using var folder = ServiceFolder.WithExamples();
        using var service = new ServiceFactory(folder) { RunsWorker = false };
        using var client = service.CreateQuietClient();

        var json = await client.StatusOf(await client.Trigger());

        json.GetRawText().Should().Be("""{"status":"Running"}""");
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
