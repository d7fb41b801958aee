using System.Text;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>A call of a client, damaged.</summary>
internal static class HttpMutation
{
    private const int MostMutations = 4;
    private const int OneInLong = 50;
    private const int LongPiece = 20_000;

    // What the service is set to. On a larger body that nobody reads the server hangs up, as it should, and the client may miss the answer.
    private const int LargestBodyTaken = 64 * 1_024;

    private static readonly string[] Methods = ["GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "NONSENSE"];

    private static readonly string?[] Accepts =
    [
        null, null, "application/json", "text/csv", "*/*", "text/html;q=0.5, application/json;q=abc", ",,,", "application/json;q=1e400", "@/@",
        "text/*;q=0",
    ];

    private static readonly string[] MediaTypes = ["application/json", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "nonsense"];

    private static readonly string[] Pieces =
    [
        "%00", "%", "%2", "%2F", "%2e%2e%2f", "../", "..%5c", "//", "?", "&", "&report_id=", "report_id", "=", ";", "#", "%C0%AF", "%ED%A0%80", "%F0%9F%98%80", "%25",
        "+", "'", "\"", "{", "}", "[", "null", "\\u0000", "\\ud800", "1e999", "-1", "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}",
        "é", "東", " ", "\t", "\0", "<script>",
        "always-up", "/trigger_report", "/download", "?format=csv", "?format=", ".CSV", ":", "~", "*", "' OR 1=1 --",
    ];

    public static HttpRequestMessage Of(Uri service, IReadOnlyList<string> paths, IReadOnlyList<string> bodies, Random random)
    {
        var path = Damaged(paths[random.Next(paths.Count)], random);
        var request = new HttpRequestMessage(new HttpMethod(Methods[random.Next(Methods.Length)]), UriOf(service, path, random));
        if (Accepts[random.Next(Accepts.Length)] is { } accept)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (random.Next(2) == 0)
        {
            var body = Encoding.UTF8.GetBytes(Damaged(bodies[random.Next(bodies.Count)], random));
            var damaged = CsvMutation.Of(body, random);
            request.Content = new ByteArrayContent(damaged[..Math.Min(damaged.Length, LargestBodyTaken)]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", MediaTypes[random.Next(MediaTypes.Length)]);
        }

        return request;
    }

    // Half as a client that does not care for the rules sends it, but for what would not be a request line; half as most clients would.
    private static Uri UriOf(Uri service, string path, Random random)
    {
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = random.Next(2) == 0 };
        if (raw.DangerousDisablePathAndQueryCanonicalization)
            path = string.Concat(path.Where(character => character is > ' ' and < '\x7F'));
        return Uri.TryCreate($"{service}{path.TrimStart('/')}", raw, out var uri)
            ? uri
            : new Uri(service, $"api/stores/{Uri.EscapeDataString(path)}/trigger_report");
    }

    private static string Damaged(string text, Random random)
    {
        for (var left = random.Next(MostMutations + 1); left > 0; left--)
        {
            var at = random.Next(text.Length + 1);
            var end = Math.Min(text.Length, at + random.Next(8));
            text = random.Next(4) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..end] + text[at..],
                2 => text[..at] + (char)random.Next(1, 0x300) + text[at..],
                _ => text[..at] + Pieces[random.Next(Pieces.Length)] + text[at..],
            };
        }

        return random.Next(OneInLong) == 0 ? text + new string("a/%,"[random.Next(4)], LongPiece) : text;
    }
}
