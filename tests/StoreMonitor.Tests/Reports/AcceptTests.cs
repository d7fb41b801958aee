using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class AcceptTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";

    [Theory]
    [InlineData("none", null, Csv)]
    [InlineData("curl", "*/*", Csv)]
    [InlineData("a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Csv)]
    [InlineData("CSV", "text/csv", Csv)]
    [InlineData("JSON", "application/json", Json)]
    [InlineData("JSON, shouted", "APPLICATION/JSON", Json)]
    [InlineData("JSON with a parameter", "application/json; charset=utf-8", Json)]
    [InlineData("axios", "application/json, text/plain, */*", Json)]
    [InlineData("both, CSV first", "text/csv, application/json", Csv)]
    [InlineData("both, JSON first", "application/json, text/csv", Csv)]
    [InlineData("JSON rather than CSV", "text/csv;q=0.5, application/json", Json)]
    [InlineData("CSV rather than JSON", "text/csv, application/json;q=0.5", Csv)]
    [InlineData("JSON refused", "application/json;q=0, */*", Csv)]
    [InlineData("no media type at all", "nonsense", Csv)]
    public async Task A_complete_report_comes_as_it_is_accepted(string label, string? accept, string expected)
    {
        var reportId = await service.Client.TriggerAndWait();

        using var response = await service.Client.GetAccepting($"/get_report?report_id={reportId}", accept);

        response.Content.Headers.ContentType!.MediaType.Should().Be(expected, label);
        response.Headers.GetValues("X-Report-Status").Should().Equal("Complete");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task An_error_is_problem_details_whatever_is_accepted(string? accept)
    {
        using var unknownReport = await service.Client.GetAccepting($"/get_report?report_id={ServiceCalls.UnknownId}", accept);
        using var unknownRoute = await service.Client.GetAccepting("/no/such/route", accept);

        await unknownReport.ShouldBeProblem(404);
        await unknownRoute.ShouldBeProblem(404);
    }
}
