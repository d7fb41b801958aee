using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class RunningReportTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public RunningReportTests()
    {
        _service = new ServiceFactory(_folder) { RunsWorker = false };
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/csv")]
    public async Task A_report_that_waits_is_running_and_says_when_to_ask_again(string? accept)
    {
        var reportId = await _client.Trigger();

        using var response = await _client.GetAccepting($"/get_report?report_id={reportId}", accept);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.GetValues("X-Report-Status").Should().Equal("Running");
        response.Headers.RetryAfter!.ToString().Should().Be("1");
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"status":"Running"}""");
    }

    [Fact]
    public async Task Posting_the_id_of_a_report_that_waits_says_running()
    {
        var reportId = await _client.Trigger();

        using var response = await _client.Ask($$"""{"report_id":"{{reportId}}"}""");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"status":"Running"}""");
    }

    [Fact]
    public async Task A_download_before_the_report_is_complete_is_a_conflict()
    {
        var reportId = await _client.Trigger();

        using var response = await _client.GetAsync($"/api/v1/reports/{reportId}/download");

        await response.ShouldBeProblem(409);
    }

    [Fact]
    public async Task A_report_that_waited_completes_once_the_worker_runs()
    {
        var reportId = await _client.Trigger();

        await _service.StartWorker();

        (await _client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }
}
