using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class StoreReportTests : IDisposable
{
    private readonly ServiceFolder _folder;
    private readonly ServiceOnSocket _service;
    private readonly HttpClient _client;

    public StoreReportTests()
    {
        _folder = new ServiceFolder()
            .WriteHours("hours-only,0,09:00,12:00")
            .WritePolls(
                "plain,active,2024-10-07 11:00:00 UTC",
                "a/b,active,2024-10-07 12:00:00 UTC",
                "100%,active,2024-10-07 11:00:00 UTC",
                "a%2Fb%20c,inactive,2024-10-07 11:00:00 UTC",
                "two words,active,2024-10-07 11:00:00 UTC",
                "東京-🍕,inactive,2024-10-07 11:00:00 UTC",
                "a+b&c=d?e#f,active,2024-10-07 11:00:00 UTC",
                "5115476025526729644,active,2024-10-07 11:00:00 UTC");
        _service = new ServiceOnSocket(_folder);
        _client = _service.Client;
    }

    [Theory]
    [InlineData("plain", "60.00,24.00,25.00,0.00,0.00,0.00")]
    [InlineData("a/b", "60.00,24.00,24.00,0.00,0.00,0.00")]
    [InlineData("100%", "60.00,24.00,25.00,0.00,0.00,0.00")]
    [InlineData("a%2Fb%20c", "0.00,0.00,0.00,60.00,24.00,25.00")]
    [InlineData("two words", "60.00,24.00,25.00,0.00,0.00,0.00")]
    [InlineData("東京-🍕", "0.00,0.00,0.00,60.00,24.00,25.00")]
    [InlineData("a+b&c=d?e#f", "60.00,24.00,25.00,0.00,0.00,0.00")]
    [InlineData("5115476025526729644", "60.00,24.00,25.00,0.00,0.00,0.00")]
    public async Task A_store_report_has_the_row_of_that_store_alone(string storeId, string figures)
    {
        var reportId = await _client.Trigger(PathOf(storeId));

        (await _client.CsvOf(reportId)).Should().Be($"{ServiceFolder.Header}{storeId},{figures}\n");
    }

    [Fact]
    public async Task A_store_report_has_the_row_of_the_report_on_all_stores()
    {
        var ofStore = await _client.CsvOf(await _client.Trigger(PathOf("plain")));
        var ofAll = await _client.CsvOf(await _client.Trigger());

        ofAll.Split('\n').Should().Contain(ofStore.Split('\n')[1]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_store_report_is_triggered_by_post_and_by_get(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), PathOf("plain"));

        using var response = await _client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        response.Headers.Location!.ToString().Should().StartWith("/get_report?report_id=");
        response.Headers.RetryAfter!.ToString().Should().Be("1");
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("PLAIN")]
    [InlineData("plain ")]
    [InlineData("'; DROP TABLE stores; --")]
    [InlineData("a/c")]
    [InlineData("*")]
    public async Task An_unknown_store_is_not_found(string storeId)
    {
        using var posted = await _client.PostAsync(PathOf(storeId), null);
        using var got = await _client.GetAsync(PathOf(storeId));

        await posted.ShouldBeProblem(404);
        await got.ShouldBeProblem(404);
    }

    [Fact]
    public async Task A_store_that_is_not_found_starts_no_report()
    {
        using var response = await _client.PostAsync(PathOf("unknown"), null);

        response.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task A_store_of_which_only_the_hours_are_known_has_a_report_without_rows()
    {
        var reportId = await _client.Trigger(PathOf("hours-only"));

        (await _client.CsvOf(reportId)).Should().Be(ServiceFolder.Header);
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    private static string PathOf(string storeId) => $"/api/stores/{Uri.EscapeDataString(storeId)}/trigger_report";
}
