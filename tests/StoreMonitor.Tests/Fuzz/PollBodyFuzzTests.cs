using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>Damaged bodies of the three formats of polls: each is stored or is the caller's mistake. STOREMONITOR_FUZZ says how many.</summary>
public sealed class PollBodyFuzzTests : IDisposable
{
    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xED, 0xA0, 0x80], [.. "\""u8], [.. "\n"u8], [.. "\r\n"u8], [.. ","u8], [.. "["u8], [.. "]"u8], [.. "{"u8], [.. "}"u8], [.. "\\ud800"u8],
        [.. "null"u8], [.. "1e999"u8], [.. "\uFEFF"u8], [.. "store_id"u8], [.. ";"u8], [.. "9999-12-31T23:59:59Z"u8], [.. "/*"u8],
    ];

    private readonly ServiceFolder _folder = new();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public PollBodyFuzzTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Fact]
    public Task Each_damaged_body_is_stored_or_refused() => RandomRuns.Repeat(RandomRuns.Inputs, async random =>
    {
        var polls = Enumerable.Range(0, random.Next(4)).Select(index => ($"s{index}", $"2024-10-07T10:00:0{index}Z", "active"));
        var (body, mediaType) = PollPosts.Format(polls, random.Next(3));
        var damaged = Damage(Encoding.UTF8.GetBytes(body), random);

        using var response = await _client.PostPolls(damaged, mediaType);

        var status = (int)response.StatusCode;
        status.Should().BeOneOf([200, 400, 413], $"of {mediaType} {Convert.ToBase64String(damaged)}: {await response.Content.ReadAsStringAsync()}");
        if (status >= 400)
            await response.ShouldBeProblem(status);
    });

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (start, length) = (random.Next(body.Length + 1), random.Next(8));
            var end = Math.Min(body.Length, start + (random.Next(2) * length));
            var piece = random.Next(4) == 0 ? Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 3_000)).SelectMany(bytes => bytes).ToArray() : Pieces[random.Next(Pieces.Length)];
            body = [.. body[..start], .. piece, .. body[end..]];
        }

        return body;
    }
}
