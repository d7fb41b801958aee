using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace StoreMonitor.Tests.Support;

/// <summary>The calls of a report client.</summary>
internal static class ServiceCalls
{
    public const string UnknownId = "00000000000000000000000000000000";

    public static async Task<string> Trigger(this HttpClient client, string path = "/trigger_report")
    {
        using var response = await client.PostAsync(path, null);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(202, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("report_id").GetString()!;
    }

    public static async Task<HttpResponseMessage> GetAccepting(this HttpClient client, string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept).Should().BeTrue();
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Ask(this HttpClient client, string body, string mediaType = "application/json") =>
        client.PostAsync("/get_report", new StringContent(body, Encoding.UTF8, mediaType));

    /// <summary>What JSON clients are told of a report.</summary>
    public static async Task<JsonElement> StatusOf(this HttpClient client, string reportId)
    {
        using var response = await client.GetAccepting($"/get_report?report_id={reportId}", "application/json");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<string> WaitUntilDone(this HttpClient client, string reportId)
    {
        var status = "Running";
        await ServiceWait.Eventually(
            async () => (status = (await client.StatusOf(reportId)).GetProperty("status").GetString()!) != "Running",
            $"report {reportId} is done");
        return status;
    }

    public static async Task<string> TriggerAndWait(this HttpClient client, string path = "/trigger_report")
    {
        var reportId = await client.Trigger(path);
        (await client.WaitUntilDone(reportId)).Should().Be("Complete");
        return reportId;
    }

    public static async Task<string> CsvOf(this HttpClient client, string reportId)
    {
        await client.WaitUntilDone(reportId);
        return await client.GetStringAsync($"/get_report?report_id={reportId}");
    }

    /// <summary>That a response is RFC 9457 problem details of a status and gives nothing of the inside away.</summary>
    public static async Task ShouldBeProblem(this HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(status, body);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32().Should().Be(status);
        body.Should().NotContainAny("   at ", "Exception", ".cs", Path.GetTempPath(), AppContext.BaseDirectory, "exceptionDetails");
    }
}
