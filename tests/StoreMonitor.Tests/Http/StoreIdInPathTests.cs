using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

/// <summary>A path segment is percent-decoded exactly once, over a socket, because a test host decodes otherwise.</summary>
public sealed class StoreIdInPathTests : IDisposable
{
    private const string Up = "60.00,24.00,24.00,0.00,0.00,0.00";
    private const string Down = "0.00,0.00,0.00,60.00,24.00,24.00";

    private readonly ServiceFolder _folder = new ServiceFolder().WritePolls(
        "x/y,inactive,2024-10-07 10:00:00 UTC",
        "x%2Fy,active,2024-10-07 10:00:00 UTC",
        "x%252Fy,inactive,2024-10-07 10:00:00 UTC",
        "100%,active,2024-10-07 10:00:00 UTC",
        "a+b,active,2024-10-07 10:00:00 UTC",
        "a b,inactive,2024-10-07 10:00:00 UTC",
        "東京-🍕,inactive,2024-10-07 10:00:00 UTC",
        "%00,active,2024-10-07 10:00:00 UTC",
        "a://b,active,2024-10-07 10:00:00 UTC",
        "a/../b,active,2024-10-07 10:00:00 UTC",
        "%FF,active,2024-10-07 10:00:00 UTC");

    private readonly ServiceOnSocket _service;

    public StoreIdInPathTests() => _service = new ServiceOnSocket(_folder);

    [Theory]
    [InlineData("x%2Fy", "x/y", Down)]
    [InlineData("x%2fy", "x/y", Down)]
    [InlineData("x%252Fy", "x%2Fy", Up)]
    [InlineData("x%25252Fy", "x%252Fy", Down)]
    [InlineData("100%25", "100%", Up)]
    [InlineData("100%", "100%", Up)]
    [InlineData("a+b", "a+b", Up)]
    [InlineData("a%2Bb", "a+b", Up)]
    [InlineData("a%20b", "a b", Down)]
    [InlineData("%E6%9D%B1%E4%BA%AC-%F0%9F%8D%95", "東京-🍕", Down)]
    [InlineData("%2500", "%00", Up)]
    [InlineData("a://b", null, null)]
    [InlineData("a:%2F%2Fb", "a://b", Up)]
    [InlineData("a%2F..%2Fb", "a/../b", Up)]
    [InlineData("a%2F%2e%2e%2Fb", "a/../b", Up)]
    [InlineData("c/../a+b", "a+b", Up)]
    [InlineData("c/%2E%2e/a+b", "a+b", Up)]
    [InlineData("%25FF", "%FF", Up)]
    public async Task A_segment_is_decoded_exactly_once(string segment, string? storeId, string? figures)
    {
        var answer = await _service.Client.Send("POST", $"/api/stores/{segment}/trigger_report", "Content-Length: 0");

        RawHttp.StatusIn(answer).Should().Be(storeId is null ? 404 : 202, answer);
        if (storeId is null)
            return;
        var reportId = answer.Split("\"report_id\":\"")[1][..32];
        (await _service.Client.CsvOf(reportId)).Should().Be($"{ServiceFolder.Header}{storeId},{figures}\n");
    }

    [Fact]
    public async Task The_absolute_form_of_a_target_names_the_same_store()
    {
        var answer = await _service.Client.Send("POST", "http://localhost/api/stores/x%252Fy/trigger_report/?interpolation=hold", "Content-Length: 0");

        RawHttp.StatusIn(answer).Should().Be(202, answer);
        (await _service.Client.CsvOf(answer.Split("\"report_id\":\"")[1][..32])).Should().Contain($"x%2Fy,{Up}");
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%FF")]
    [InlineData("%ED%A0%80")]
    [InlineData("a%C0%AFb")]
    public async Task A_segment_that_is_no_text_is_the_callers_mistake(string segment)
    {
        var answer = await _service.Client.Send("POST", $"/api/stores/{segment}/trigger_report", "Content-Length: 0");

        RawHttp.StatusIn(answer).Should().Be(400, answer);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData(".")]
    public async Task A_segment_of_dots_is_part_of_the_path_and_no_id(string segment)
    {
        var answer = await _service.Client.Send("POST", $"/api/stores/{segment}/trigger_report", "Content-Length: 0");

        RawHttp.StatusIn(answer).Should().Be(404, answer);
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }
}
