using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class FailedReportTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public FailedReportTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_fails_with_a_reason()
    {
        PutFileInPlaceOfReportsFolder();

        var reportId = await _client.Trigger();

        (await _client.WaitUntilDone(reportId)).Should().Be("Failed");
        var status = await _client.StatusOf(reportId);
        status.EnumerateObject().Select(property => property.Name).Should().Equal("status", "error");
        status.GetProperty("error").GetString().Should().NotBeNullOrWhiteSpace().And.NotContain("   at ");
    }

    [Fact]
    public async Task The_reason_of_a_failure_tells_nobody_where_the_files_are()
    {
        PutFileInPlaceOfReportsFolder();

        var reportId = await _client.Trigger();

        await _client.WaitUntilDone(reportId);
        (await _client.StatusOf(reportId)).GetProperty("error").GetString().Should().NotContain(Path.GetTempPath());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    public async Task A_failed_report_says_so_whatever_is_accepted(string? accept)
    {
        PutFileInPlaceOfReportsFolder();
        var reportId = await _client.Trigger();
        await _client.WaitUntilDone(reportId);

        using var response = await _client.GetAccepting($"/get_report/{reportId}", accept);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.GetValues("X-Report-Status").Should().Equal("Failed");
        (await response.Content.ReadAsStringAsync()).Should().StartWith("""{"status":"Failed","error":""");
    }

    [Fact]
    public async Task The_download_of_a_failed_report_is_a_conflict()
    {
        PutFileInPlaceOfReportsFolder();
        var reportId = await _client.Trigger();
        await _client.WaitUntilDone(reportId);

        using var response = await _client.GetAsync($"/api/v1/reports/{reportId}/download");

        await response.ShouldBeProblem(409);
    }

    [Fact]
    public async Task After_a_failure_the_next_report_succeeds_and_the_failed_one_stays_failed()
    {
        PutFileInPlaceOfReportsFolder();
        var failed = await _client.Trigger();
        await _client.WaitUntilDone(failed);
        File.Delete(_folder.Reports);
        Directory.CreateDirectory(_folder.Reports);

        var next = await _client.Trigger();

        (await _client.CsvOf(next)).Should().Be(ServiceFolder.ExamplesReport);
        (await _client.WaitUntilDone(failed)).Should().Be("Failed");
    }

    [Theory]
    [InlineData("/get_report?report_id={0}", null)]
    [InlineData("/get_report?report_id={0}", "application/json")]
    [InlineData("/get_report/{0}", null)]
    [InlineData("/get_report/{0}", "application/json")]
    [InlineData("/api/v1/reports/{0}/download", null)]
    public async Task A_report_whose_file_was_removed_is_gone_whatever_is_accepted(string path, string? accept)
    {
        var reportId = await _client.TriggerAndWait();
        File.Delete(_folder.ReportPath(reportId));

        using var response = await _client.GetAccepting(path.Replace("{0}", reportId, StringComparison.Ordinal), accept);

        await response.ShouldBeProblem(410);
    }

    [Fact]
    public async Task Posting_the_id_of_a_report_whose_file_was_removed_is_answered_with_gone()
    {
        var reportId = await _client.TriggerAndWait();
        File.Delete(_folder.ReportPath(reportId));

        using var response = await _client.Ask($$"""{"report_id":"{{reportId}}"}""");

        await response.ShouldBeProblem(410);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private void PutFileInPlaceOfReportsFolder()
    {
        Directory.Delete(_folder.Reports, recursive: true);
        File.WriteAllText(_folder.Reports, "in the way");
    }
}
