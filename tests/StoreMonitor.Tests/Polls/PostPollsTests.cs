using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Polls;

/// <summary><c>POST /api/v1/polls</c>: section 3.2 of the contract.</summary>
public class PostPollsTests : IDisposable
{
    private const string One = """{"store_id":"a","status":"active","timestamp_utc":"2024-10-07T10:00:00Z"}""";
    private const string Two = """{"timestamp_utc":"2024-10-07 11:00:00.25 UTC","status":"Inactive","store_id":"ü"}""";

    private readonly ServiceFolder _folder = new();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public PostPollsTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData("application/json", $"[{One},{Two}]")]
    [InlineData("application/json; charset=utf-8", $"\uFEFF [ {One} ,\n {Two} ]\n")]
    [InlineData("application/x-ndjson", $"{One}\n\n{Two}")]
    [InlineData("application/x-ndjson", $"\uFEFF{One}\r\n{Two}\r\n")]
    [InlineData("text/csv", "store_id,status,timestamp_utc\na,active,2024-10-07 10:00:00 UTC\nü,inactive,2024-10-07 11:00:00.25 UTC\n")]
    [InlineData("text/csv", "sep=;\r\n\r\nx;Timestamp_UTC;\"status\";store_id\r\n1;2024-10-07T10:00:00Z;\"active\";\"a\"\r\n2;2024-10-07 11:00:00.25 UTC;inactive; ü ")]
    public async Task Polls_in_each_format_are_stored(string mediaType, string body)
    {
        var answer = await Accepted(body, mediaType);

        answer.ToString().Should().Be("""{"received":2,"accepted":2,"rejected_count":0,"rejected":[]}""");
        Facts.In(_folder.Database).Polls.Should().Equal("a 2024-10-07T10:00:00Z active", "ü 2024-10-07T11:00:00.25Z inactive");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_may_be_compressed(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packing = encoding == "gzip" ? new GZipStream(packed, CompressionMode.Compress, leaveOpen: true) : new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true))
            await packing.WriteAsync(Encoding.UTF8.GetBytes($"[{One}]"));

        using var response = await Post(packed.ToArray(), "application/json", encoding);
        using var broken = await Post(packed.ToArray()[..^8], "application/json", encoding);
        using var other = await Post(Encoding.UTF8.GetBytes("no archive"), "application/json", encoding);

        ((int)response.StatusCode).Should().Be(200);
        await broken.ShouldBeProblem(400);
        await other.ShouldBeProblem(400);
    }

    [Fact]
    public async Task Bad_polls_are_rejected_with_their_place_and_reason_and_the_rest_is_stored()
    {
        var answer = await Accepted($$"""
            [{"store_id":"a","status":"actve","timestamp_utc":"2024-10-07T10:00:00Z"},
            {"store_id":7,"status":"active","timestamp_utc":"2024-10-07T10:00:00Z"},
            {"status":"active","timestamp_utc":"2024-10-07T10:00:00Z"},
            {"store_id":"8.41995E+18","status":"active","timestamp_utc":"2024-10-07T10:00:00Z"},
            {"store_id":"a","status":"active","timestamp_utc":"yesterday"},
            {"store_id":"a","status":"active","timestamp_utc":"2025-10-07T10:00:00Z"},
            {"store_id":"a","status":null,"timestamp_utc":"2024-10-07T10:00:00Z"},
            {{One}}]
            """);

        answer.GetProperty("received").GetInt32().Should().Be(8);
        answer.GetProperty("accepted").GetInt32().Should().Be(1);
        answer.GetProperty("rejected_count").GetInt32().Should().Be(7);
        answer.GetProperty("rejected").EnumerateArray().Select(rejected => rejected.ToString()).Should().Equal(
            """{"index":0,"column":"status","value":"actve","reason":"is not 'active' or 'inactive'"}""",
            """{"index":1,"column":"store_id","value":"7","reason":"is not a text"}""",
            """{"index":2,"column":"store_id","value":"","reason":"is missing"}""",
            """{"index":3,"column":"store_id","value":"8.41995E+18","reason":"is a number that a spreadsheet has rounded, so that different stores may have become equal; export the ids as text"}""",
            """{"index":4,"column":"timestamp_utc","value":"yesterday","reason":"is not an instant such as '2024-10-03 23:33:20.412748 UTC'"}""",
            """{"index":5,"column":"timestamp_utc","value":"2025-10-07T10:00:00Z","reason":"is more than five minutes ahead of the clock"}""",
            """{"index":6,"column":"status","value":"null","reason":"is not a text"}""");
        Facts.In(_folder.Database).Polls.Should().Equal("a 2024-10-07T10:00:00Z active");
    }

    [Fact]
    public async Task Rows_are_rejected_by_their_line()
    {
        var csv = await Accepted("store_id,status,timestamp_utc\n\na,on,2024-10-07T10:00:00Z\nb,\"active,2024-10-07T10:00:00Z\n", "text/csv");
        var ndjson = await Accepted($"{One}\n\n" + """{"store_id":"a"}""", "application/x-ndjson");

        csv.GetProperty("rejected").EnumerateArray().Select(row => row.GetProperty("line").GetInt32()).Should().Equal(3, 4);
        ndjson.GetProperty("rejected")[0].ToString().Should().Be("""{"line":3,"column":"status","value":"","reason":"is missing"}""");
    }

    [Fact]
    public async Task At_most_a_thousand_rejected_polls_are_listed()
    {
        var answer = await Accepted("store_id,status,timestamp_utc\n" + string.Concat(Enumerable.Repeat("a,b,c\n", 1_500)), "text/csv");

        answer.GetProperty("rejected_count").GetInt32().Should().Be(1_500);
        answer.GetProperty("rejected").GetArrayLength().Should().Be(1_000);
    }

    [Theory]
    [InlineData("application/json", $"[{One}", "not valid JSON at line 1, byte 75")]
    [InlineData("application/json", $"[{One}] [", "not valid JSON")]
    [InlineData("application/json", "", "not valid JSON")]
    [InlineData("application/json", One, "is not an array of polls")]
    [InlineData("application/json", $"[{One}, 7]", "element 1 is not an object")]
    [InlineData("application/json", $$"""[{{One}}, {"store":"a"}]""", "element 1 has the member 'store'; known are store_id, status, timestamp_utc")]
    [InlineData("application/json", """[{"store_id":"a","store_id":"b"}]""", "element 0 has the member 'store_id' twice")]
    [InlineData("application/json", """[{"store_id":["a"]}]""", "element 0: store_id is not a text")]
    [InlineData("application/json", """[{"store_id":"\ud800","status":"active"}]""", "element 0 has a text that is not valid UTF-8")]
    [InlineData("application/x-ndjson", $"{One}\n{{", "line 2 is not valid JSON")]
    [InlineData("application/x-ndjson", $"{One} {One}", "line 1 is not valid JSON")]
    [InlineData("application/x-ndjson", $"[{One}]", "line 1 is not an object")]
    [InlineData("text/csv", "a,active,2024-10-07T10:00:00Z\n", "the header lacks 'store_id'")]
    [InlineData("text/csv", "", "the header lacks 'store_id'")]
    [InlineData("text/csv", "store_id,status,status,timestamp_utc\n", "the header has the column 'status' 2 times")]
    public async Task Of_a_malformed_body_nothing_is_stored(string mediaType, string body, string detail)
    {
        using var response = await Post(Encoding.UTF8.GetBytes(body), mediaType);

        await response.ShouldBeProblem(400);
        (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal).Should().Contain(detail).And.Contain("nothing was stored");
        Facts.In(_folder.Database).Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task More_polls_than_may_come_at_once_are_refused_whole()
    {
        const string Row = "a,active,2024-10-07T10:00:00Z\n";
        var most = "store_id,status,timestamp_utc\n" + string.Concat(Enumerable.Repeat(Row, 100_000));

        using var accepted = await Post(Encoding.UTF8.GetBytes(most), "text/csv");
        using var refused = await Post(Encoding.UTF8.GetBytes(most + Row.Replace('a', 'b')), "text/csv");

        ((int)accepted.StatusCode).Should().Be(200);
        await refused.ShouldBeProblem(413);
        Facts.In(_folder.Database).Polls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_body_that_is_decompressed_without_an_end_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = Encoding.UTF8.GetBytes(new string('\n', 1 << 20));
            for (var count = 0; count < 65; count++)
                await packing.WriteAsync(blanks);
        }

        using var response = await Post(packed.ToArray(), "application/x-ndjson", "gzip");

        await response.ShouldBeProblem(413);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=latin1", null)]
    [InlineData("application/json", "deflate")]
    public async Task Other_media_types_and_encodings_are_refused(string mediaType, string? encoding)
    {
        using var response = await Post(Encoding.UTF8.GetBytes($"[{One}]"), mediaType, encoding);

        await response.ShouldBeProblem(415);
    }

    [Fact]
    public async Task A_parameter_is_refused()
    {
        using var content = new StringContent($"[{One}]", Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync("/api/v1/polls?store=a", content);

        await response.ShouldBeProblem(400);
    }

    [Fact]
    public async Task Polls_sent_again_change_nothing_and_another_status_replaces_R1()
    {
        await Accepted($"[{One}]");
        await Accepted($"[{One},{One}]");
        var before = Facts.In(_folder.Database).Polls;

        await Accepted($"[{One.Replace("active", "inactive", StringComparison.Ordinal)}]");

        before.Should().Equal("a 2024-10-07T10:00:00Z active");
        Facts.In(_folder.Database).Polls.Should().Equal("a 2024-10-07T10:00:00Z inactive");
    }

    [Fact]
    public async Task A_report_and_the_state_of_health_know_polls_that_are_not_folded()
    {
        await Accepted("[]");
        await Accepted($"[{One}]");

        var reportId = await _client.TriggerAndWait();
        using var ready = await _client.GetAsync("/health/ready");

        (await _client.GetStringAsync($"/get_report/{reportId}")).Should().Be($"{ServiceFolder.Header}a,60.00,24.00,24.00,0.00,0.00,0.00\n");
        (await _client.StatusOf(reportId)).GetProperty("as_of").GetString().Should().Be("2024-10-07T10:00:00Z");
        (await ready.Content.ReadAsStringAsync()).Should().Contain("2024-10-07T10:00:00Z");
    }

    [Fact]
    [OnSqlite]
    public async Task So_many_unfolded_polls_as_may_be_are_folded_and_further_ones_are_taken()
    {
        using var folder = new ServiceFolder();
        using var service = new ServiceFactory(folder) { Settings = [("Polls:FoldAt", "5"), ("Polls:MaxUnfolded", "5")] };
        using var client = service.CreateQuietClient();
        for (var minute = 0; minute < 50; minute++)
        {
            using var response = await client.PostAsync("/api/v1/polls", Json($$"""[{"store_id":"a","status":"active","timestamp_utc":"2024-10-07T10:{{minute:00}}:00Z"}]"""));
            if ((int)response.StatusCode == 200)
                continue;

            await response.ShouldBeProblem(503);
            response.Headers.RetryAfter.Should().NotBeNull();
            minute--;
            await Task.Delay(5);
        }

        await ServiceWait.Eventually(() => (long)Facts.Scalar(folder.Database, "SELECT count(*) FROM poll_log")! < 5, "the log is folded");
        Facts.In(folder.Database).Polls.Should().HaveCount(50);
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_are_all_answered_and_nothing_is_lost()
    {
        const int Clients = 32;
        const int PollsOfEach = 25;
        using var folder = new ServiceFolder();
        using var service = new ServiceFactory(folder) { Settings = [("Polls:FoldAt", "100")] };
        using var client = service.CreateQuietClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            var statuses = new List<int>();
            for (var minute = 0; minute < PollsOfEach; minute++)
            {
                using var response = await client.PostAsync("/api/v1/polls", Json($$"""[{"store_id":"s{{number}}","status":"active","timestamp_utc":"2024-10-07T10:{{minute:00}}:00Z"}]"""));
                statuses.Add((int)response.StatusCode);
            }

            return statuses;
        }));

        answers.SelectMany(statuses => statuses).Should().OnlyContain(status => status == 200);
        Facts.In(folder.Database).Polls.Should().HaveCount(Clients * PollsOfEach);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JsonElement> Accepted(string body, string mediaType = "application/json")
    {
        using var response = await Post(Encoding.UTF8.GetBytes(body), mediaType);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(200, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private Task<HttpResponseMessage> Post(byte[] body, string mediaType, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return _client.PostAsync("/api/v1/polls", content);
    }
}
