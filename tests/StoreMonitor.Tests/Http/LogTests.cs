using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Logging;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>What the service writes to standard error.</summary>
public sealed partial class LogTests : IDisposable
{
    private static readonly FakeClock Clock = new(Instant.FromUtc(2024, 12, 1, 0, 0));

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task With_json_every_line_is_json_with_a_time()
    {
        _folder.WritePolls("up-then-down,active,2024-10-07 10:00:00 UTC", "a,actve,2024-10-07 10:00:00 UTC");
        var lines = await LinesOfAService(("Logging__Console__FormatterName", "json"), ("Reports__QueueLimt", "5"));

        lines.Should().HaveCountGreaterThan(5);
        foreach (var line in lines)
        {
            var entry = JsonDocument.Parse(line).RootElement;
            entry.GetProperty("Timestamp").GetString().Should().MatchRegex(TimePattern().ToString());
            entry.GetProperty("Message").GetString().Should().NotBeNull();
            entry.GetProperty("LogLevel").GetString().Should().NotBeNull();
        }

        lines.Should().Contain(line => line.Contains("Reports__QueueLimit"), "a mistyped setting is warned about");
    }

    [Fact]
    public async Task Without_it_every_line_has_a_time()
    {
        var lines = await LinesOfAService();

        lines.Should().HaveCountGreaterThan(3);
        lines.Should().OnlyContain(line => TimePattern().IsMatch(line));
    }

    [Theory]
    [InlineData("serve", "--urls", "http://0.0.0.0:5000", 2)]
    [InlineData("serve", "--no-such-option", "x", 2)]
    [InlineData("serve", "--Reports:QueueLimit=x", "--urls=http://127.0.0.1:0", 2)]
    [InlineData("serve", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:1", "--Kestrel:Endpoints:B:Url=http://127.0.0.1:1", 1)]
    public async Task With_json_a_service_that_cannot_start_says_so_in_json(string verb, string option, string value, int code)
    {
        using var service = ServiceProcess.Start([verb, option, value, .. _folder.Options], new() { ["Logging__Console__FormatterName"] = "json" });

        (await service.Exit()).Should().Be(code, service.Diagnostics);
        var lines = service.Diagnostics.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().NotBeEmpty().And.OnlyContain(line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task A_formatter_that_does_not_exist_is_refused()
    {
        using var service = ServiceProcess.Start(["serve", .. _folder.Options], new() { ["Logging__Console__FormatterName"] = "jsn" });

        (await service.Exit()).Should().Be(2);
        service.Diagnostics.Should().Contain("Logging:Console:FormatterName is 'jsn', which is not one of simple, json, systemd");
    }

    [Fact]
    public async Task Errors_have_a_line_with_method_route_status_time_and_trace_and_others_only_when_asked_for()
    {
        var errors = await LinesOfAService();
        var all = await LinesOfAService(("Http__LogRequests", "all"));

        errors.Should().ContainSingle(line => RequestLine("POST", "/api/stores/{store_id}/trigger_report", 404).IsMatch(line));
        errors.Should().ContainSingle(line => RequestLine("GET", "/no\\\\u001b%1B%0Aroute", 404).IsMatch(line) || line.Contains("/no%1B%0Aroute 404 in"));
        errors.Should().NotContain(line => RequestLine("POST", "/trigger_report", 202).IsMatch(line));
        all.Should().Contain(line => RequestLine("POST", "/trigger_report", 202).IsMatch(line));
    }

    [Theory]
    [InlineData("errors")]
    [InlineData("none")]
    public async Task A_request_that_the_database_refuses_has_one_line_with_the_reason(string logged)
    {
        var (service, client) = await ServiceProcess.Serve(_folder, environment: ("Http__LogRequests", logged));
        using var running = service;
        using var calls = client;
        File.Delete(_folder.Database);

        (await client.PostAsync("/api/stores/always-up/trigger_report", null)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        await service.WaitForDiagnostic("}/trigger_report 503");
        await service.Signal("TERM");
        await service.Exit();
        service.Diagnostics.Split('\n').Should().ContainSingle(line => line.Contains("fail:") || line.Contains("}/trigger_report"))
            .Which.Should().MatchRegex(@"fail: .*POST /api/stores/\{store_id\}/trigger_report 503 in [0-9.]+ ms, trace [0-9a-f]{32}: .+");
    }

    [Fact]
    public async Task A_line_about_a_finished_report_says_what_its_json_says()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;

        var reportId = await client.TriggerAndWait();

        var json = await client.StatusOf(reportId);
        string Text(string name) => json.GetProperty(name).GetString()!;
        await service.WaitForDiagnostic($"Report {reportId} is complete");
        service.Diagnostics.Split('\n').Should().ContainSingle(line => line.Contains(reportId)).Which.Should()
            .Contain($": 4 stores, 0 without polls, as of {Text("as_of")}, {Text("interpolation")}, max carry {Text("max_carry")}, own data ")
            .And.Contain($", requested {Text("requested_at")}, finished {Text("finished_at")}, computed in ");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/csv")]
    public async Task An_error_carries_the_trace_id_that_its_line_in_the_log_has(string? accept)
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/get_report?report_id=x");
        if (accept is not null)
            request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request);

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var traceId = problem.RootElement.GetProperty("trace_id").GetString()!;
        traceId.Should().MatchRegex("^[0-9a-f]{32}$");
        await service.WaitForDiagnostic($"trace {traceId}");
    }

    [Theory]
    [InlineData("a\r\nwarn: forged")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\u2028b\u0085c\u202ed")]
    [InlineData("a\ud800b")]
    public void Nothing_from_outside_begins_a_line_or_acts_on_a_terminal(string text)
    {
        var formatter = new LineFormatter(Clock);
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "c", 7, text, new InvalidOperationException(text), (state, _) => $"it was {state}");

        formatter.Write(entry, null, writer);

        var line = writer.ToString();
        line.Should().StartWith("2024-12-01T00:00:00.000Z warn: c[7] it was a").And.EndWith("\n");
        line[..^1].Should().NotContainAny("\r", "\n", "\u001b", "\u2028", "\u0085", "\u202e", "\ud800");
    }

    [Fact]
    public void Text_that_is_fit_for_a_line_stays_as_it_is()
    {
        LogText.OneLine("東京-🍕 100% \\u001b é").Should().Be("東京-🍕 100% \\u001b é");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> LinesOfAService(params (string Name, string Value)[] environment)
    {
        var (service, client) = await ServiceProcess.Serve(_folder, environment: environment);
        using var running = service;
        using var calls = client;
        await client.TriggerAndWait();
        (await client.PostAsync("/api/stores/unknown%0Astore/trigger_report", null)).Dispose();
        (await client.GetAsync("/no%1B%0Aroute?secret=1")).Dispose();
        await service.WaitForDiagnostic("route");
        await service.Signal("TERM");
        (await service.Exit()).Should().Be(0, service.Diagnostics);
        service.Diagnostics.Should().NotContainAny("secret", "\u001b");
        return service.Diagnostics.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Regex RequestLine(string method, string route, int status) =>
        new($@"{method} {Regex.Escape(route)} {status} in [0-9.]+ ms, trace [0-9a-f]{{32}}$");

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")]
    private static partial Regex TimePattern();
}
