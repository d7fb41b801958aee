using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>Damaged calls over a socket: each is answered in time, as done or as the caller's mistake. STOREMONITOR_FUZZ says how many.</summary>
public sealed class HttpFuzzTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public HttpFuzzTests()
    {
        // Few may wait, so that a full queue is among the answers.
        _service = new ServiceFactory(_folder) { QueueLimit = 5 };
        _service.UseKestrel(0);
        _service.StartServer();
        _service.ClientOptions.AllowAutoRedirect = false;
        _client = _service.CreateClient();
        _client.Timeout = Longest;
    }

    [Fact]
    public async Task Each_damaged_call_is_answered_as_done_or_as_the_callers_mistake()
    {
        var complete = await _client.TriggerAndWait();
        string[] paths =
        [
            "/trigger_report", $"/get_report?report_id={complete}", $"/get_report/{complete}", "/get_report", $"/api/v1/reports/{complete}/download?format=csv",
            "/api/stores/always-up/trigger_report", "/health/live", "/swagger/v1/swagger.json",
        ];
        string[] bodies = [$$"""{"report_id":"{{complete}}"}""", $$"""{"report_id":"{{complete}}","x":[{"a":null}]}""", "{}", "null", new string('[', 200)];

        await RandomRuns.Repeat(RandomRuns.Inputs, async random =>
        {
            using var request = HttpMutation.Of(_client.BaseAddress!, paths, bodies, random);
            using var response = await Send(request);
            await Expect(request, response);
        });

        (await _client.CsvOf(complete)).Should().Be(ServiceFolder.ExamplesReport);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        try
        {
            return await _client.SendAsync(request);
        }
        catch (HttpRequestException failure)
        {
            var length = request.Content?.Headers.ContentLength ?? 0;
            throw new InvalidOperationException($"no answer to {request.Method} {request.RequestUri!.OriginalString} with a body of {length} bytes", failure);
        }
    }

    private static async Task Expect(HttpRequestMessage request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var because = $"of {request.Method} {request.RequestUri!.OriginalString} (Accept: {request.Headers.Accept})";
        (status is >= 200 and < 500 or 503).Should().BeTrue($"it was {status}: {await response.Content.ReadAsStringAsync()}, {because}");
        var hasBody = request.Method != HttpMethod.Head;
        if (status >= 400 && hasBody && !IsRefusedBeforeRouting(response) && !LooksLikeSource(request))
            await response.ShouldBeProblem(status);
        if (status < 300 && hasBody && response.Content.Headers.ContentType?.MediaType == "application/json")
            JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.ValueKind.Should().Be(JsonValueKind.Object, because);
    }

    // A detail may say what the caller said, which must not pass for a place in our source.
    private static bool LooksLikeSource(HttpRequestMessage request) =>
        Uri.UnescapeDataString(request.RequestUri!.OriginalString).Contains(".cs", StringComparison.Ordinal);

    // What is no HTTP, or too long for it, is answered by the server itself, which then hangs up.
    private static bool IsRefusedBeforeRouting(HttpResponseMessage response) =>
        (int)response.StatusCode is 400 or 414 or 431 && response.Headers.ConnectionClose == true && response.Content.Headers.ContentLength == 0;
}
