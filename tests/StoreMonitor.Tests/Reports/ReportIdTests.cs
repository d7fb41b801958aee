using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ReportIdTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    public static TheoryData<string> Malformed => new(
        "x", "..%2f..%2fetc%2fpasswd", "..%5c..%5cwindows", "%2e%2e", "~", "'%20OR%201=1--", "1", "-1", "null", "%7B%7D",
        "0000000000000000000000000000000", "000000000000000000000000000000000", "0000000000000000000000000000000g",
        "{00000000-0000-0000-0000-000000000000}", "store-monitor.db", "%F0%9F%8D%95", new string('0', 3_000));

    public static TheoryData<string> BadBodies => new(
        "", " ", "null", "[]", "{}", "0", "true", "\"0000\"", "{", "{\"report_id\":", "{\"report_id\":null}", "{\"report_id\":\"\"}",
        "{\"report_id\":12345}", "{\"report_id\":[\"a\"]}", "{\"report_id\":{}}", "{\"report_id\":\"../../etc/passwd\"}",
        "{\"report_id\":\"\\ud800\"}", "report_id=00000000000000000000000000000000", "[\"00000000000000000000000000000000\"]",
        "{\"reportId\":\"00000000000000000000000000000000\"}", "<report_id/>", new string('[', 2_000));

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_id_is_a_bad_request(string id)
    {
        using var byQuery = await service.Client.GetAsync($"/get_report?report_id={id}");
        using var download = await service.Client.GetAsync($"/api/v1/reports/{id}/download");

        await byQuery.ShouldBeProblem(400);
        ((int)download.StatusCode).Should().BeOneOf(400, 404);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..%2f..%2fdata%2fstore-monitor.db")]
    [InlineData("..%5c..")]
    [InlineData("0000000000000000000000000000000g")]
    public async Task A_malformed_id_in_the_path_is_a_bad_request(string id)
    {
        using var response = await service.Client.GetAsync($"/get_report/{id}");

        await response.ShouldBeProblem(400);
    }

    [Theory]
    [InlineData("/get_report")]
    [InlineData("/get_report/")]
    [InlineData("/get_report?report_id=")]
    [InlineData("/get_report?report_id")]
    [InlineData("/get_report?id=00000000000000000000000000000000")]
    [InlineData("/get_report?report_id=00000000000000000000000000000000&report_id=00000000000000000000000000000000")]
    public async Task A_missing_id_is_a_bad_request(string path)
    {
        using var response = await service.Client.GetAsync(path);

        await response.ShouldBeProblem(400);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_without_an_id_is_a_bad_request(string body)
    {
        using var response = await service.Client.Ask(body);

        await response.ShouldBeProblem(400);
    }

    [Theory]
    [InlineData("a form", "application/x-www-form-urlencoded")]
    [InlineData("plain text", "text/plain")]
    [InlineData("xml", "application/xml")]
    public async Task A_body_of_another_kind_is_a_bad_request(string label, string mediaType)
    {
        using var response = await service.Client.Ask("report_id=00000000000000000000000000000000", mediaType);

        label.Should().NotBeEmpty();
        await response.ShouldBeProblem(400);
    }

    [Fact]
    public async Task A_body_that_is_not_utf_8_is_a_bad_request()
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"report_id\":\""), 0xFF, 0xFE, (byte)'"', (byte)'}']);

        using var response = await service.Client.PostAsync("/get_report", content);

        await response.ShouldBeProblem(400);
    }

    [Fact]
    public async Task An_id_nobody_was_given_is_not_found()
    {
        using var byQuery = await service.Client.GetAsync($"/get_report?report_id={ServiceCalls.UnknownId}");
        using var byPath = await service.Client.GetAsync($"/get_report/{Guid.NewGuid()}");
        using var posted = await service.Client.Ask($$"""{"report_id":"{{ServiceCalls.UnknownId}}"}""");
        using var download = await service.Client.GetAsync($"/api/v1/reports/{ServiceCalls.UnknownId}/download");

        await byQuery.ShouldBeProblem(404);
        await byPath.ShouldBeProblem(404);
        await posted.ShouldBeProblem(404);
        await download.ShouldBeProblem(404);
    }

    [Fact]
    public async Task A_csv_that_lies_in_the_reports_folder_is_served_to_nobody_but_by_a_known_id()
    {
        await File.WriteAllTextAsync(service.Folder.ReportPath(ServiceCalls.UnknownId), "not a report");

        using var response = await service.Client.GetAsync($"/get_report/{ServiceCalls.UnknownId}");

        await response.ShouldBeProblem(404);
    }
}
