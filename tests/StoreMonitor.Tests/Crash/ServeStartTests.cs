using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using NodaTime.Testing;
using StoreMonitor.Hosting;
using StoreMonitor.Settings;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What keeps the service from starting, and the calls that need a socket.</summary>
public sealed class ServeStartTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task A_port_in_use_is_told_without_a_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var service = ServiceProcess.Start(_folder, "serve", "--urls", $"http://127.0.0.1:{port}");

        (await service.Exit()).Should().Be(1);
        service.Diagnostics.Should().Contain($"{port}").And.Contain("in use").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_service_says_what_it_holds_and_of_when_it_is()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        client.Dispose();

        await service.WaitForDiagnostic("data: ");

        service.Diagnostics.Should().MatchRegex("data: 4 stores, 5 polls, latest 2024-10-07 12:00 UTC, [0-9,]+ days ago");
    }

    [Fact]
    public async Task A_second_service_on_a_database_is_refused_and_the_first_goes_on()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;

        using var second = ServiceProcess.Start(_folder, "serve", "--urls", "http://127.0.0.1:0");
        var code = await second.Exit();
        var csv = await client.CsvOf(await client.Trigger());

        code.Should().Be(1);
        second.Diagnostics.Should().Contain($"another service runs on the database {_folder.Database}").And.NotContain("   at ");
        csv.Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_service_that_was_killed_does_not_keep_the_next_one_out()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var killed = service;
        client.Dispose();
        await service.Kill();

        var (next, calls) = await ServiceProcess.Serve(_folder);
        using var running = next;
        using var nextCalls = calls;

        (await calls.CsvOf(await calls.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://*:5000")]
    [InlineData("http://0.0.0.0@127.0.0.1:5000")]
    [InlineData("http://127.0.0.1?:5000")]
    [InlineData("http://[::]:5000")]
    [InlineData("http://127.0.0.1:5000;http://192.0.2.1:5000")]
    public void An_address_that_others_can_reach_is_refused(string urls)
    {
        var build = () => Build($"--urls={urls}");

        build.Should().Throw<UsageException>().WithMessage("*Security__AllowAnonymous=true*");
    }

    [Fact]
    public async Task The_real_program_ends_with_2_at_an_address_that_others_can_reach()
    {
        using var service = ServiceProcess.Start(_folder, "serve", "--urls", "http://0.0.0.0:5000");

        (await service.Exit()).Should().Be(2);
        service.Diagnostics.Should().Contain("Security__AllowAnonymous=true").And.NotContain("   at ");
    }

    [Fact]
    public async Task The_real_program_refuses_an_address_that_others_can_reach_from_the_environment_too()
    {
        using var service = ServiceProcess.Start(_folder.Options, new() { ["ASPNETCORE_URLS"] = "http://0.0.0.0:5000" });

        (await service.Exit()).Should().Be(2);
        service.Diagnostics.Should().Contain("Security__AllowAnonymous=true");
    }

    [Fact]
    public void An_address_that_others_can_reach_is_taken_once_that_is_said_outright()
    {
        var build = () => Build("--urls=http://0.0.0.0:5000", "--Security:AllowAnonymous=true");

        build.Should().NotThrow();
    }

    [Theory]
    [InlineData("serve", "--no-such-option")]
    [InlineData("serve", "--prot=1")]
    [InlineData("--no-such-option", "x")]
    [InlineData("ingest", "--no-such-option")]
    [InlineData("report", "--no-such-option")]
    [InlineData("report", "--interpolation=guess")]
    [InlineData("report", "--as-of=yesterday")]
    [InlineData("report", "--max-carry=soon")]
    [InlineData("sample", "--no-such-option")]
    [InlineData("no-such-verb", "x")]
    public async Task A_wrong_option_is_wrong_usage(string verb, string option)
    {
        var result = await _folder.Run(verb, option);

        result.Code.Should().Be(2);
        result.Diagnostics.Should().Contain("try --help").And.NotContain("   at ");
    }

    [Fact]
    public async Task The_real_program_ends_with_2_when_it_is_used_wrongly()
    {
        using var program = ServiceProcess.Start(_folder, "--no-such-option");

        (await program.Exit()).Should().Be(2);
        program.Diagnostics.Should().Contain("--no-such-option");
    }

    [Fact]
    public async Task Over_a_socket_a_store_id_with_a_slash_is_found_and_a_body_too_large_refused()
    {
        _folder.WritePolls("a/b 100%,active,2024-10-07 12:00:00 UTC");
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;

        var csv = await client.CsvOf(await client.Trigger($"/api/stores/{Uri.EscapeDataString("a/b 100%")}/trigger_report"));
        using var tooLarge = await client.Ask($$"""{"report_id":"{{new string('0', 100_000)}}"}""");

        csv.Should().Be($"{ServiceFolder.Header}a/b 100%,60.00,24.00,24.00,0.00,0.00,0.00\n");
        await tooLarge.ShouldBeProblem(413);
    }

    [Fact]
    public async Task A_client_of_http_1_0_without_a_host_is_answered()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        var reportId = await client.TriggerAndWait();

        var answer = await Say(client.BaseAddress!.Port, $"GET /get_report/{reportId} HTTP/1.0\r\nAccept: application/json\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 200").And.Contain("Complete");
    }

    public void Dispose() => _folder.Dispose();

    // Built, not run: no test listens beyond loopback.
    private WebApplication Build(params string[] settings) => WebService.Build(
        settings, new() { [MonitorOptions.DatabaseKey] = _folder.Database }, new FakeClock(ServiceFolder.Now));

    private static async Task<string> Say(int port, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync();
    }
}
