using System.Text.Json;
using Microsoft.Extensions.Configuration;
using StoreMonitor.Http;
using StoreMonitor.Settings;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>Who a request says it is for, and the address that a finished report is given.</summary>
public sealed class HostTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:5000", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("", 200)]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:5000", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("192.0.2.1", 421)]
    public async Task On_loopback_a_request_for_an_unknown_host_is_refused(string host, int status)
    {
        using var service = new ServiceOnSocket(_folder);

        var answer = await service.Client.Send("GET", "/health/live", $"Host: {host}");

        RawHttp.StatusIn(answer).Should().Be(status, answer);
        if (status != 200)
            answer.Should().Contain("application/problem+json").And.Contain("Http__AllowedHosts");
    }

    [Theory]
    [InlineData("shop.example", 200)]
    [InlineData("a.stores.example:443", 200)]
    [InlineData("uptime.example", 200)]
    [InlineData("stores.example", 421)]
    [InlineData("localhost", 200)]
    public async Task Hosts_that_the_settings_name_are_known(string host, int status)
    {
        using var service = new ServiceOnSocket(
            _folder, ("Http:AllowedHosts", "shop.example, *.stores.example"), ("Http:PublicUrl", "https://uptime.example/x"));

        RawHttp.StatusIn(await service.Client.Send("GET", "/health/live", $"Host: {host}")).Should().Be(status);
    }

    [Fact]
    public async Task A_rebound_page_cannot_pass_for_another_host_by_a_forwarded_header()
    {
        using var service = new ServiceOnSocket(_folder, ("Http:TrustedProxies", "127.0.0.1"));

        var answer = await service.Client.Send("GET", "/health/live", "Host: evil.example", "X-Forwarded-Host: localhost");

        RawHttp.StatusIn(answer).Should().Be(421, answer);
    }

    [Fact]
    public async Task A_report_url_is_that_of_the_host_which_the_client_names()
    {
        (await ReportUrl("Host: localhost:1234")).Should().StartWith("http://localhost:1234/api/v1/reports/");
    }

    [Fact]
    public async Task A_report_url_is_relative_where_the_client_names_no_host()
    {
        (await ReportUrl("Host:")).Should().StartWith("/api/v1/reports/");
    }

    [Fact]
    public async Task A_report_url_is_below_the_public_url_when_there_is_one()
    {
        var url = await ReportUrl("Host: localhost", ("Http:PublicUrl", "https://example.com/uptime/"));

        url.Should().StartWith("https://example.com/uptime/api/v1/reports/");
    }

    [Fact]
    public async Task A_report_url_is_by_the_forwarded_headers_of_a_trusted_proxy()
    {
        var url = await ReportUrl(
            "Host: localhost\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: uptime.example\r\nX-Forwarded-Prefix: /sub",
            ("Http:TrustedProxies", "10.0.0.0/8; 127.0.0.1"), ("Http:AllowedHosts", "uptime.example"));

        url.Should().StartWith("https://uptime.example/sub/api/v1/reports/");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    public async Task Forwarded_headers_of_others_are_not_believed(string proxies)
    {
        var url = await ReportUrl(
            "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Prefix: /sub",
            ("Http:TrustedProxies", proxies));

        url.Should().StartWith("http://localhost/api/v1/reports/");
    }

    [Theory]
    [InlineData("Http:PublicUrl", "uptime.example", "not an address")]
    [InlineData("Http:PublicUrl", "ftp://uptime.example", "not an address")]
    [InlineData("Http:TrustedProxies", "proxy", "not an address or a network")]
    [InlineData("Http:TrustedProxies", "10.0.0.0/33", "not an address or a network")]
    [InlineData("Http:AllowedHosts", "https://x", "not a host name")]
    [InlineData("Http:CorsOrigins", "https://x/path", "not an origin")]
    [InlineData("Http:MaxConnections", "0", "not a whole number above zero")]
    [InlineData("Http:LogRequests", "some", "not one of errors, all, none")]
    [InlineData("ForwardedHeaders_Enabled", "true", "Http__TrustedProxies")]
    public void A_setting_that_cannot_be_read_is_wrong_usage(string name, string value, string reason)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        var read = () => HttpOptions.From(configuration);

        read.Should().Throw<UsageException>().WithMessage($"*{reason}*");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ReportUrl(string headers, params (string Name, string Value)[] settings)
    {
        using var service = new ServiceOnSocket(_folder, settings);
        var reportId = await service.Client.TriggerAndWait();

        var answer = await service.Client.Send("GET", $"/get_report/{reportId}", [.. headers.Split("\r\n"), "Accept: application/json"]);

        RawHttp.StatusIn(answer).Should().Be(200, answer);
        var body = answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)];
        return JsonDocument.Parse(body).RootElement.GetProperty("report_url").GetString()!;
    }
}
