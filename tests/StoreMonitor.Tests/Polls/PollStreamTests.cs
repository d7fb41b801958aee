using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Polls;

/// <summary>The WebSocket <c>/api/v1/polls/stream</c>.</summary>
public sealed class PollStreamTests : IDisposable
{
    private readonly ServiceFolder _folder = new();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public PollStreamTests()
    {
        _service = new ServiceFactory(_folder) { Settings = [("Polls:FoldAt", "20"), ("Polls:MaxUnfolded", "40")] };
        _service.UseKestrel(0);
        _service.StartServer();
        _client = _service.CreateClient();
    }

    [Fact]
    public async Task Each_message_is_acknowledged_in_order_when_its_polls_are_stored()
    {
        using var socket = await Connect(_client);

        for (var minute = 0; minute < 60; minute++)
            await Send(socket, $"{Poll("a", minute)}\n{Poll("b", minute)}");
        await Send(socket, Poll("a", 0).Replace("active", "off", StringComparison.Ordinal));
        var acknowledged = new List<JsonElement>();
        while (acknowledged.Count < 61)
            acknowledged.Add(JsonDocument.Parse((await Receive(socket)).Text!).RootElement);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);

        acknowledged.Select(message => message.GetProperty("acknowledged").GetInt32()).Should().Equal(Enumerable.Range(1, 61));
        acknowledged[0].ToString().Should().Be("""{"acknowledged":1,"received":2,"accepted":2,"rejected_count":0,"rejected":[]}""");
        acknowledged[60].GetProperty("rejected")[0].GetProperty("line").GetInt32().Should().Be(1);
        Facts.In(_folder.Database).Polls.Should().HaveCount(120);
    }

    [Theory]
    [InlineData("{", false, WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData("{}", true, WebSocketCloseStatus.InvalidMessageType)]
    [InlineData("too long", false, WebSocketCloseStatus.MessageTooBig)]
    public async Task A_message_that_is_none_ends_the_connection_behind_the_acknowledged_ones(string text, bool isBinary, WebSocketCloseStatus status)
    {
        using var socket = await Connect(_client);

        await Send(socket, Poll("a", 0));
        await Send(socket, text == "too long" ? new string(' ', (1 << 20) + 1) : text, isBinary);

        (await Receive(socket)).Text.Should().StartWith("""{"acknowledged":1,""");
        (await Receive(socket)).Closed.Should().Be(status);
        Facts.In(_folder.Database).Polls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_page_of_another_origin_is_refused()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://elsewhere.example");

        var connect = () => socket.ConnectAsync(AddressOf(_client), CancellationToken.None);

        (await connect.Should().ThrowAsync<WebSocketException>()).WithMessage("*403*");
    }

    [Fact]
    public async Task An_ordinary_request_is_told_to_upgrade()
    {
        using var response = await _client.GetAsync("/api/v1/polls/stream");

        await response.ShouldBeProblem(426);
    }

    [Fact]
    public async Task A_service_that_stops_closes_with_1001_behind_what_it_has_acknowledged()
    {
        using var folder = new ServiceFolder();
        var (service, client) = await ServiceProcess.Serve(folder);
        using var running = service;
        using var calls = client;
        using var socket = await Connect(client);
        await Send(socket, Poll("a", 0));
        var first = await Receive(socket);

        await service.Signal("TERM");
        var last = await Receive(socket);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);

        first.Text.Should().StartWith("""{"acknowledged":1,""");
        last.Closed.Should().Be(WebSocketCloseStatus.EndpointUnavailable);
        (await service.Exit()).Should().Be(0, service.Diagnostics);
        Facts.In(folder.Database).Polls.Should().ContainSingle();
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private static string Poll(string store, int minute) =>
        $$"""{"store_id":"{{store}}","status":"active","timestamp_utc":"2024-10-07T10:{{minute:00}}:00Z"}""";

    private static Uri AddressOf(HttpClient client) => new UriBuilder(client.BaseAddress!) { Scheme = "ws", Path = "/api/v1/polls/stream" }.Uri;

    private static async Task<ClientWebSocket> Connect(HttpClient client)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(AddressOf(client), CancellationToken.None);
        return socket;
    }

    private static Task Send(ClientWebSocket socket, string text, bool isBinary = false) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<(string? Text, WebSocketCloseStatus? Closed)> Receive(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[1 << 16];
        var read = await socket.ReceiveAsync(buffer, patience.Token);
        return read.MessageType == WebSocketMessageType.Close
            ? (null, socket.CloseStatus)
            : (Encoding.UTF8.GetString(buffer, 0, read.Count), null);
    }
}
