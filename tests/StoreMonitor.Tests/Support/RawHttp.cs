using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StoreMonitor.Tests.Support;

/// <summary>Requests as no client library would send them.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes and reads until the server hangs up, or for as long as it is patient.</summary>
    public static async Task<string> Say(int port, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync();
    }

    /// <summary>One request on a connection of its own.</summary>
    public static Task<string> Send(this HttpClient client, string method, string target, params string[] headers) => Say(
        client.BaseAddress!.Port,
        string.Concat([$"{method} {target} HTTP/1.1\r\n", .. WithHost(headers).Select(header => $"{header}\r\n"), "Connection: close\r\n\r\n"]));

    public static int StatusIn(string answer) => int.Parse(answer.Split(' ')[1]);

    private static string[] WithHost(string[] headers) =>
        headers.Any(header => header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)) ? headers : ["Host: localhost", .. headers];
}
