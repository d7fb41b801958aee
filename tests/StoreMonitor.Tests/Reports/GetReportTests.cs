using System.Net;
using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class GetReportTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    [Theory]
    [InlineData("/get_report?report_id=")]
    [InlineData("/get_report/")]
    public async Task A_complete_report_is_a_csv_to_keep(string path)
    {
        var reportId = await service.Client.TriggerAndWait();

        using var response = await service.Client.GetAsync(path + reportId);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        response.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        response.Content.Headers.ContentDisposition.FileName.Should().EndWith(".csv");
        response.Headers.GetValues("X-Report-Status").Should().Equal("Complete");
        (await response.Content.ReadAsStringAsync()).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_complete_report_has_the_bytes_of_the_report_verb()
    {
        var reportId = await service.Client.TriggerAndWait();

        var bytes = await service.Client.GetByteArrayAsync($"/get_report/{reportId}");

        bytes.Should().Equal(await service.Folder.Report());
    }

    [Fact]
    public async Task A_complete_report_is_json_with_its_address_for_those_who_want_json()
    {
        var reportId = await service.Client.TriggerAndWait();

        using var response = await service.Client.GetAccepting($"/get_report?report_id={reportId}", "application/json");

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        response.Headers.GetValues("X-Report-Status").Should().Equal("Complete");
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        body.EnumerateObject().Select(property => property.Name).Should().Equal(
            "status", "report_url", "as_of", "requested_at", "finished_at", "interpolation", "max_carry", "stores", "stores_without_polls",
            "data_age_seconds", "data");
        body.GetProperty("status").GetString().Should().Be("Complete");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    [InlineData("image/png")]
    public async Task The_report_url_serves_the_csv_whatever_is_accepted(string? accept)
    {
        var reportId = await service.Client.TriggerAndWait();
        var url = (await service.Client.StatusOf(reportId)).GetProperty("report_url").GetString()!;

        using var response = await service.Client.GetAccepting(url, accept);

        new Uri(url).IsAbsoluteUri.Should().BeTrue();
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        response.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        (await response.Content.ReadAsStringAsync()).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Posting_the_id_is_answered_with_the_address_of_the_csv()
    {
        var reportId = await service.Client.TriggerAndWait();

        using var response = await service.Client.Ask($$"""{"report_id":"{{reportId}}"}""");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        body.GetProperty("status").GetString().Should().Be("Complete");
        (await service.Client.GetStringAsync(body.GetProperty("report_url").GetString())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Posting_the_id_is_answered_with_json_whatever_is_accepted()
    {
        var reportId = await service.Client.TriggerAndWait();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/get_report")
        {
            Content = new StringContent($$"""{"report_id":"{{reportId}}"}"""),
        };
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");

        using var response = await service.Client.SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    public async Task An_id_is_found_with_and_without_hyphens_and_in_upper_case(string format)
    {
        var id = Guid.Parse(await service.Client.TriggerAndWait()).ToString(format);

        using var asWritten = await service.Client.GetAsync($"/get_report?report_id={id}");
        using var inUpperCase = await service.Client.GetAsync($"/get_report/{id.ToUpperInvariant()}");
        using var posted = await service.Client.Ask($$"""{"report_id":"{{id}}"}""");

        new[] { asWritten, inUpperCase, posted }.Should().OnlyContain(response => response.StatusCode == HttpStatusCode.OK);
    }
}
