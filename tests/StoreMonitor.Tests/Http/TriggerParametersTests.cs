using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Http;

public sealed class TriggerParametersTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    [Theory]
    [InlineData("?max_carry=1d", "up-then-down,30.00,2.50,2.50,30.00,0.50,0.50")]
    [InlineData("?interpolation=midpoint&max_carry=1d", "up-then-down,0.00,1.75,1.75,60.00,1.25,1.25")]
    [InlineData("?interpolation=proportional&max_carry=7d", "up-then-down,0.00,1.50,1.50,60.00,1.50,1.50")]
    [InlineData("?as_of=2024-10-07T11:00:00Z&max_carry=1d", "up-then-down,60.00,2.00,2.00,0.00,0.00,0.00")]
    [InlineData("?max_carry=PT30M", "up-then-down,0.00,1.00,1.00,60.00,1.00,1.00")]
    public async Task A_trigger_takes_what_the_figures_depend_on(string query, string row)
    {
        var ofAll = await service.Client.CsvOf(await service.Client.Trigger("/trigger_report" + query));
        var ofStore = await service.Client.CsvOf(await service.Client.Trigger("/api/stores/up-then-down/trigger_report" + query));

        ofAll.Split('\n').Should().Contain(row);
        ofStore.Should().Be($"{ServiceFolder.Header}{row}\n");
    }

    [Theory]
    [InlineData("interpolaton=midpoint", "interpolaton")]
    [InlineData("Interpolation=midpoint", "Interpolation")]
    [InlineData("store_id=always-up", "store_id")]
    [InlineData("interpolation=guess", "interpolation 'guess'")]
    [InlineData("interpolation=", "interpolation ''")]
    [InlineData("interpolation=hold&interpolation=midpoint", "given 2 times")]
    [InlineData("as_of=yesterday", "as_of 'yesterday'")]
    [InlineData("as_of=2024-10-07T11:00:00", "as_of")]
    [InlineData("as_of=2024-10-07", "as_of")]
    [InlineData("as_of=", "as_of ''")]
    [InlineData("as_of=9999-12-31T00:00:00Z", "as_of")]
    [InlineData("max_carry=soon", "max_carry 'soon'")]
    [InlineData("max_carry=-1h", "max_carry '-1h'")]
    [InlineData("max_carry=0s", "max_carry '0s'")]
    [InlineData("max_carry=99999999d", "max_carry")]
    public async Task A_parameter_that_does_not_exist_or_cannot_be_read_starts_no_report(string query, string reason)
    {
        using var response = await service.Client.PostAsync($"/trigger_report?{query}", null);

        await response.ShouldBeProblem(400);
        (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'").Should().Contain(reason);
        response.Headers.Location.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"interpolaton\":1}")]
    [InlineData("no JSON at all")]
    public async Task A_body_is_ignored(string body)
    {
        using var response = await service.Client.PostAsync("/trigger_report", new StringContent(body));

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }
}
