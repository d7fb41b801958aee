using System.IO.Compression;
using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>Headers that every answer has, and what clients may ask of the body by theirs.</summary>
public sealed class HeadersTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/swagger/index.html")]
    [InlineData("GET", "/swagger/v1/swagger.json")]
    [InlineData("GET", "/health/ready")]
    [InlineData("GET", "/no/such/route")]
    [InlineData("DELETE", "/trigger_report")]
    [InlineData("POST", "/trigger_report")]
    [InlineData("GET", "/get_report/x")]
    [InlineData("GET", "/get_report/ID")]
    public async Task Every_answer_has_the_security_headers(string method, string path)
    {
        path = path.Replace("ID", await service.Client.TriggerAndWait());

        using var response = await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        ShouldHaveSecurityHeaders(response);
    }

    [Fact]
    public async Task An_answer_to_an_unknown_host_has_the_security_headers_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = "evil.example";

        using var response = await service.Client.SendAsync(request);

        await response.ShouldBeProblem(421);
        ShouldHaveSecurityHeaders(response);
    }

    [Fact]
    public async Task A_csv_is_text_in_utf_8()
    {
        using var response = await service.Client.GetAsync($"/get_report/{await service.Client.TriggerAndWait()}");

        response.Content.Headers.ContentType!.ToString().Should().Be("text/csv; charset=utf-8");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_csv_is_compressed_for_those_who_take_that(string encoding)
    {
        var reportId = await service.Client.TriggerAndWait();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/get_report/{reportId}");
        request.Headers.Add("Accept-Encoding", encoding);

        using var response = await service.Client.SendAsync(request);

        response.Content.Headers.ContentEncoding.Should().Equal(encoding);
        response.Headers.Vary.Should().Contain("Accept-Encoding");
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync()).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_csv_is_as_it_is_for_all_others()
    {
        using var response = await service.Client.GetAsync($"/get_report/{await service.Client.TriggerAndWait()}");

        response.Content.Headers.ContentEncoding.Should().BeEmpty();
        response.Content.Headers.ContentLength.Should().Be(ServiceFolder.ExamplesReport.Length);
    }

    [Theory]
    [InlineData(null, "attachment")]
    [InlineData("document", "attachment")]
    [InlineData("empty", "inline")]
    public async Task A_script_may_show_the_csv_and_a_link_downloads_it(string? destination, string disposition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/get_report/{await service.Client.TriggerAndWait()}");
        if (destination is not null)
            request.Headers.Add("Sec-Fetch-Dest", destination);

        using var response = await service.Client.SendAsync(request);

        response.Content.Headers.ContentDisposition!.DispositionType.Should().Be(disposition);
        response.Content.Headers.ContentDisposition.FileName.Should().EndWith(".csv");
    }

    [Fact]
    public async Task Scripts_of_other_origins_may_read_nothing_unless_told()
    {
        using var response = await Preflight(service.Client, "https://dashboard.example");

        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Scripts_of_origins_that_the_settings_name_may_read()
    {
        using var folder = ServiceFolder.WithExamples();
        using var other = new ServiceFactory(folder) { Settings = [("Http:CorsOrigins", "https://dashboard.example")] };
        using var client = other.CreateQuietClient();

        using var known = await Preflight(client, "https://dashboard.example");
        using var unknown = await Preflight(client, "https://evil.example");

        known.StatusCode.Should().Be(HttpStatusCode.NoContent);
        known.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://dashboard.example");
        unknown.Headers.Should().NotContain(header => header.Key == "Access-Control-Allow-Origin");
    }

    private static async Task<HttpResponseMessage> Preflight(HttpClient client, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/trigger_report");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        return await client.SendAsync(request);
    }

    private static void ShouldHaveSecurityHeaders(HttpResponseMessage response)
    {
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        response.Headers.GetValues("Cross-Origin-Opener-Policy").Should().Equal("same-origin");
        response.Headers.GetValues("Permissions-Policy").Single().Should().Contain("camera=()");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
    }
}
