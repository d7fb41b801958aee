using System.Net;
using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ApiDescriptionTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    private static readonly string[] Routes =
    [
        "POST /trigger_report",
        "POST /api/stores/{store_id}/trigger_report",
        "GET /api/stores/{store_id}/trigger_report",
        "GET /get_report",
        "POST /get_report",
        "GET /get_report/{report_id}",
        "GET /api/v1/reports/{report_id}/download",
        "POST /api/v1/polls",
    ];

    [Fact]
    public async Task The_description_is_openapi_3_1()
    {
        var document = await Document();

        document.GetProperty("openapi").GetString().Should().StartWith("3.1.");
    }

    [Fact]
    public async Task Every_route_of_the_contract_is_described()
    {
        var operations = await Operations();

        operations.Keys.Should().Contain(Routes);
    }

    [Fact]
    public async Task Every_operation_has_a_summary_a_description_a_name_and_a_tag()
    {
        var operations = await Operations();

        foreach (var (route, operation) in operations)
        {
            Text(operation, "summary").Should().NotBeNullOrWhiteSpace(route);
            Text(operation, "description").Should().NotBeNullOrWhiteSpace(route);
            Text(operation, "operationId").Should().NotBeNullOrWhiteSpace(route);
            operation.GetProperty("tags").GetArrayLength().Should().BePositive(route);
        }
    }

    [Theory]
    [InlineData("POST /trigger_report", "202 400 421 500 503")]
    [InlineData("POST /api/stores/{store_id}/trigger_report", "202 400 404 421 500 503")]
    [InlineData("GET /api/stores/{store_id}/trigger_report", "202 400 404 421 500 503")]
    [InlineData("GET /get_report", "200 400 404 410 421 500 503")]
    [InlineData("GET /get_report/{report_id}", "200 400 404 410 421 500 503")]
    [InlineData("POST /get_report", "200 400 404 410 413 421 500 503")]
    [InlineData("GET /api/v1/reports/{report_id}/download", "200 400 404 409 410 421 500 503")]
    [InlineData("POST /api/v1/polls", "200 400 409 413 415 421 500 503")]
    public async Task Every_answer_is_described_and_errors_are_problem_details(string route, string statuses)
    {
        var responses = (await Operations())[route].GetProperty("responses");

        responses.EnumerateObject().Select(response => response.Name).Should().Contain(statuses.Split(' '));
        foreach (var error in responses.EnumerateObject().Where(response => response.Name[0] is '4' or '5'))
        {
            error.Value.GetProperty("description").GetString().Should().NotBeNullOrWhiteSpace();
            error.Value.GetProperty("content").TryGetProperty("application/problem+json", out _).Should().BeTrue($"{route} {error.Name}");
        }
    }

    [Theory]
    [InlineData("POST /trigger_report", "202", "application/json")]
    [InlineData("POST /api/stores/{store_id}/trigger_report", "202", "application/json")]
    [InlineData("GET /get_report", "200", "text/csv")]
    [InlineData("GET /get_report", "200", "application/json")]
    [InlineData("GET /get_report/{report_id}", "200", "text/csv")]
    [InlineData("POST /get_report", "200", "application/json")]
    [InlineData("GET /api/v1/reports/{report_id}/download", "200", "text/csv")]
    public async Task An_answer_has_an_example(string route, string status, string mediaType)
    {
        var content = (await Operations())[route].GetProperty("responses").GetProperty(status).GetProperty("content");

        content.GetProperty(mediaType).GetProperty("example").ToString().Should().NotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("GET /get_report")]
    [InlineData("GET /get_report/{report_id}")]
    [InlineData("GET /api/v1/reports/{report_id}/download")]
    public async Task A_csv_is_described_as_bytes_with_its_headers(string route)
    {
        var answer = (await Operations())[route].GetProperty("responses").GetProperty("200");

        var schema = answer.GetProperty("content").GetProperty("text/csv").GetProperty("schema");
        Text(schema, "type").Should().Be("string");
        Text(schema, "format").Should().Be("binary");
        answer.GetProperty("headers").EnumerateObject().Select(header => header.Name).Should().Contain(["X-Report-Status", "X-Report-As-Of", "X-Report-Data-Age"]);
    }

    [Fact]
    public async Task Closed_sets_and_needed_members_are_described()
    {
        var document = await Document();
        var status = document.GetProperty("components").GetProperty("schemas").GetProperty("ReportStatus");
        var trigger = (await Operations())["POST /trigger_report"].GetProperty("parameters").EnumerateArray().ToList();

        status.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().Equal("status");
        status.GetProperty("properties").GetProperty("status").GetProperty("enum").EnumerateArray().Select(value => value.GetString())
            .Should().Equal("Running", "Complete", "Failed");
        trigger.Select(parameter => Text(parameter, "name")).Should().Equal("as_of", "interpolation", "max_carry");
        trigger[1].GetProperty("schema").GetProperty("enum").GetArrayLength().Should().Be(3);
        document.GetProperty("servers").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task The_body_to_post_has_an_example()
    {
        var body = (await Operations())["POST /get_report"].GetProperty("requestBody");

        body.GetProperty("content").GetProperty("application/json").GetProperty("example").ToString().Should().Contain("report_id");
    }

    [Fact]
    public async Task Only_the_get_that_starts_work_is_deprecated()
    {
        var deprecated = (await Operations())
            .Where(operation => operation.Value.TryGetProperty("deprecated", out var isDeprecated) && isDeprecated.GetBoolean());

        deprecated.Select(operation => operation.Key).Should().Equal("GET /api/stores/{store_id}/trigger_report");
    }

    [Fact]
    public async Task Every_parameter_is_described()
    {
        var parameters = (await Operations()).Values
            .Where(operation => operation.TryGetProperty("parameters", out _))
            .SelectMany(operation => operation.GetProperty("parameters").EnumerateArray())
            .Where(parameter => Text(parameter, "name") is "report_id" or "store_id")
            .ToList();

        parameters.Should().HaveCount(5);
        parameters.Should().OnlyContain(parameter => !string.IsNullOrWhiteSpace(Text(parameter, "description")));
    }

    [Fact]
    public async Task The_front_door_leads_to_the_page_to_try_it_by_hand()
    {
        using var client = service.Factory.CreateClient();
        using var root = await service.Client.GetAsync("/");
        using var page = await client.GetAsync("/");

        root.Headers.Location!.ToString().Should().Be("/swagger");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await page.Content.ReadAsStringAsync()).Should().Contain("swagger-ui");
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() : null;

    private async Task<JsonElement> Document() =>
        JsonDocument.Parse(await service.Client.GetStringAsync("/swagger/v1/swagger.json")).RootElement;

    private async Task<Dictionary<string, JsonElement>> Operations() => (await Document()).GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(verb => (Route: $"{verb.Name.ToUpperInvariant()} {path.Name}", verb.Value)))
        .ToDictionary(operation => operation.Route, operation => operation.Value);
}
