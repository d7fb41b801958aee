using System.Net.Http.Headers;
using System.Text;

namespace StoreMonitor.Tests.Support;

/// <summary>The calls of a poller.</summary>
internal static class PollPosts
{
    public static Task<HttpResponseMessage> PostPolls(this HttpClient client, string body, string mediaType = "application/json") =>
        client.PostPolls(Encoding.UTF8.GetBytes(body), mediaType);

    public static async Task<HttpResponseMessage> PostPolls(this HttpClient client, byte[] body, string mediaType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return await client.PostAsync("/api/v1/polls", content);
    }

    /// <summary>Polls as a body of one of the three formats.</summary>
    public static (string Body, string MediaType) Format(IEnumerable<(string Store, string At, string Status)> polls, int format) => format switch
    {
        0 => ($"[{string.Join(',', polls.Select(Object))}]", "application/json"),
        1 => (string.Join('\n', polls.Select(Object)), "application/x-ndjson"),
        _ => ("store_id,status,timestamp_utc\n" + string.Concat(polls.Select(poll => $"{poll.Store},{poll.Status},{poll.At}\n")), "text/csv"),
    };

    private static string Object((string Store, string At, string Status) poll) =>
        $$"""{"store_id":"{{poll.Store}}","status":"{{poll.Status}}","timestamp_utc":"{{poll.At}}"}""";
}
