using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>Over a socket, because a test host hands on the body that a server leaves out.</summary>
public sealed class HeadTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceOnSocket _service;

    public HeadTests() => _service = new ServiceOnSocket(_folder);

    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/swagger")]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/get_report?report_id=ID")]
    [InlineData("/get_report/ID")]
    [InlineData("/api/v1/reports/ID/download")]
    [InlineData("/get_report")]
    [InlineData("/get_report/x")]
    [InlineData("/no/such/route")]
    public async Task Head_answers_as_get_does_without_a_body(string path)
    {
        path = path.Replace("ID", await _service.Client.TriggerAndWait());
        using var got = await _service.Client.GetAsync(path);

        using var head = await _service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        head.StatusCode.Should().Be(got.StatusCode);
        head.Content.Headers.ContentType.Should().Be(got.Content.Headers.ContentType);
        head.Content.Headers.ContentDisposition.Should().Be(got.Content.Headers.ContentDisposition);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Head_of_the_get_that_starts_a_report_starts_none()
    {
        using var folder = ServiceFolder.WithExamples();
        using var factory = new ServiceFactory(folder) { RunsWorker = false, QueueLimit = 1 };
        using var client = factory.CreateQuietClient();
        const string Path = "/api/stores/always-up/trigger_report";

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path));
        using var unknown = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/stores/unknown/trigger_report"));

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Headers.Should().Contain(header => header.Key == "Deprecation");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.Trigger()).Should().NotBeEmpty("the only place in the queue is free");
    }

    [Fact]
    public async Task The_deprecated_get_says_so_and_what_to_call_instead()
    {
        const string Path = "/api/stores/always-up/trigger_report";

        using var got = await _service.Client.GetAsync(Path);
        using var posted = await _service.Client.PostAsync(Path, null);

        got.StatusCode.Should().Be(HttpStatusCode.Accepted);
        got.Headers.GetValues("Deprecation").Should().ContainSingle().Which.Should().MatchRegex("^@[0-9]+$");
        DateTimeOffset.TryParse(got.Headers.GetValues("Sunset").Single(), out _).Should().BeTrue();
        got.Headers.GetValues("Link").Single().Should().Contain($"<{Path}>; rel=\"alternate\"");
        posted.Headers.Should().NotContain(header => header.Key == "Deprecation" || header.Key == "Sunset");
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }
}
