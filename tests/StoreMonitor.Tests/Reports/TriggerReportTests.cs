using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class TriggerReportTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    [Fact]
    public async Task Triggering_is_answered_with_202_and_a_report_id_of_128_bits()
    {
        using var response = await service.Client.PostAsync("/trigger_report", null);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await response.Content.ReadAsStringAsync()).Should().MatchRegex("^\\{\"report_id\":\"[0-9a-f]{32}\"\\}$");
    }

    [Fact]
    public async Task Triggering_says_where_the_report_is_and_when_to_ask()
    {
        using var response = await service.Client.PostAsync("/trigger_report", null);

        var body = await response.Content.ReadAsStringAsync();
        var location = response.Headers.Location!.ToString();
        location.Should().StartWith("/get_report?report_id=");
        body.Should().Contain(location["/get_report?report_id=".Length..]);
        response.Headers.RetryAfter!.ToString().Should().Be("1");
    }

    [Fact]
    public async Task The_location_of_a_triggered_report_can_be_asked()
    {
        using var response = await service.Client.PostAsync("/trigger_report", null);

        using var asked = await service.Client.GetAsync(response.Headers.Location);

        asked.StatusCode.Should().Be(HttpStatusCode.OK);
        asked.Headers.Should().Contain(header => header.Key == "X-Report-Status");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"anything\":[1,2,3]}")]
    public async Task A_body_that_nobody_asked_for_does_no_harm(string body)
    {
        using var content = new StringContent(body);

        using var response = await service.Client.PostAsync("/trigger_report", content);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Every_report_has_an_id_of_its_own()
    {
        var ids = new List<string>();

        for (var i = 0; i < 20; i++)
            ids.Add(await service.Client.Trigger());

        ids.Should().OnlyHaveUniqueItems();
    }
}
