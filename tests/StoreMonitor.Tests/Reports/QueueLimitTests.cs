using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class QueueLimitTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public QueueLimitTests()
    {
        _service = new ServiceFactory(_folder) { RunsWorker = false, QueueLimit = 2 };
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData("/trigger_report")]
    [InlineData("/api/stores/always-up/trigger_report")]
    public async Task A_report_beyond_the_queue_limit_is_refused_for_now(string path)
    {
        await _client.Trigger();
        await _client.Trigger();

        using var response = await _client.PostAsync(path, null);

        await response.ShouldBeProblem(503);
        response.Headers.RetryAfter.Should().NotBeNull();
        response.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task A_refused_report_does_not_disturb_those_that_wait()
    {
        var first = await _client.Trigger();
        var second = await _client.Trigger();
        using var refused = await _client.PostAsync("/trigger_report", null);

        await _service.StartWorker();

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await _client.CsvOf(first)).Should().Be(ServiceFolder.ExamplesReport);
        (await _client.CsvOf(second)).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Once_the_queue_is_worked_off_reports_are_taken_again()
    {
        await _client.Trigger();
        await _client.WaitUntilDone(await TriggerLastAndStart());

        (await _client.CsvOf(await _client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private async Task<string> TriggerLastAndStart()
    {
        var reportId = await _client.Trigger();
        await _service.StartWorker();
        return reportId;
    }
}
