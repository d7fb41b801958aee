using System.Net;
using System.Net.Sockets;
using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Polls;

/// <summary>Requests over a socket that are slow or break off.</summary>
public sealed class BrokenRequestTests : IDisposable
{
    private const string Row = "slow,active,2024-10-07T10:00:00Z\n";

    private readonly ServiceFolder _folder = new();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public BrokenRequestTests()
    {
        _service = new ServiceFactory(_folder);
        _service.UseKestrel(0);
        _service.StartServer();
        _client = _service.CreateClient();
    }

    [Fact]
    public async Task A_slow_body_holds_up_nobody_and_is_stored_when_it_is_complete()
    {
        using var connection = await Begin();
        using var other = await _client.PostPolls("store_id,status,timestamp_utc\nquick,active,2024-10-07T10:00:00Z\n", "text/csv");
        var before = Facts.In(_folder.Database).Stores;

        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{Row.Length:x}\r\n{Row}\r\n0\r\n\r\n"));
        using var reader = new StreamReader(connection.GetStream());
        var answer = await reader.ReadToEndAsync();

        ((int)other.StatusCode).Should().Be(200);
        before.Should().Equal("quick");
        answer.Should().StartWith("HTTP/1.1 200").And.Contain("""{"received":2,"accepted":2,""");
        Facts.In(_folder.Database).Stores.Should().Equal("quick", "slow");
    }

    [Fact]
    public async Task Of_a_request_that_breaks_off_nothing_is_stored()
    {
        using (await Begin())
            await Task.Delay(100);
        using var other = await _client.PostPolls("store_id,status,timestamp_utc\nquick,active,2024-10-07T10:00:00Z\n", "text/csv");

        ((int)other.StatusCode).Should().Be(200);
        Facts.In(_folder.Database).Stores.Should().Equal("quick");
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    // The header and one row, in a body that goes on.
    private async Task<TcpClient> Begin()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port);
        var start = $"store_id,status,timestamp_utc\n{Row.Replace("10:00", "09:00", StringComparison.Ordinal)}";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/v1/polls HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + $"{start.Length:x}\r\n{start}\r\n"));
        return connection;
    }
}
