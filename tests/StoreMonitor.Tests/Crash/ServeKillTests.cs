using System.Net.Sockets;
using NodaTime;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What was answered with 202 survives the process that answered.</summary>
public sealed class ServeKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    private const int CarriesInAll = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(150)]
    [InlineData(400)]
    public Task Every_acknowledged_report_completes_after_a_kill(int atMostMilliseconds) =>
        RandomRuns.Repeat(1, async random =>
        {
            using var folder = sample.NewIngestedFolder();
            var carried = await EnqueueCarries(folder, CarriesInAll);
            var acknowledged = new List<string>();
            var (killed, client) = await ServiceProcess.Serve(folder);
            using (killed)
            using (client)
            {
                for (var i = 0; i < 3; i++)
                    acknowledged.Add(await client.Trigger());
                await Task.Delay(random.Next(atMostMilliseconds + 1));
                await killed.Kill();
            }

            var (restarted, next) = await ServiceProcess.Serve(folder);
            using (restarted)
            using (next)
            {
                foreach (var reportId in acknowledged)
                    (await ReportOf(next, reportId)).SequenceEqual(sample.Report).Should().BeTrue();
                foreach (var (hours, reportId) in carried)
                {
                    var expected = await folder.Report("--max-carry", $"{hours}h");
                    (await ReportOf(next, reportId)).SequenceEqual(expected).Should().BeTrue();
                }
            }

            folder.Partials().Should().BeEmpty();
        });

    [Fact]
    public async Task A_service_told_to_end_ends_well_within_ten_seconds_though_reports_run()
    {
        using var folder = sample.NewIngestedFolder();
        var carried = await EnqueueCarries(folder, 500);
        var (service, client) = await ServiceProcess.Serve(folder);
        using var ending = service;
        using var calls = client;

        await service.Signal("TERM");

        (await service.Exit().WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(0, service.Diagnostics);
        File.Exists(folder.ReportPath(carried[^1].ReportId)).Should().BeFalse("it ended while reports were waiting or running");
        service.Diagnostics.Should().NotContain("   at ");
        folder.Partials().Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_told_to_end_does_not_wait_for_a_request_that_never_ends()
    {
        using var folder = ServiceFolder.WithExamples();
        var (service, client) = await ServiceProcess.Serve(folder);
        using var ending = service;
        using var calls = client;
        using var caller = new TcpClient(client.BaseAddress!.Host, client.BaseAddress.Port);
        await caller.GetStream().WriteAsync("POST /get_report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        await client.TriggerAndWait();

        await service.Signal("TERM");

        (await service.Exit().WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(0, service.Diagnostics);
        service.Diagnostics.Should().NotContain("   at ");
    }

    // Each is computed: reports that ask the same would share a file.
    private async Task<List<(int Hours, string ReportId)>> EnqueueCarries(ServiceFolder folder, int count)
    {
        using var storage = new ServiceStorage(folder);
        var carried = new List<(int, string)>();
        for (var hours = 1; hours <= count; hours++)
            carried.Add((hours, await storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(hours), sample.AsOf))));
        return carried;
    }

    private static async Task<byte[]> ReportOf(HttpClient client, string reportId)
    {
        (await client.WaitUntilDone(reportId)).Should().Be("Complete");
        return await client.GetByteArrayAsync($"/get_report/{reportId}");
    }
}
