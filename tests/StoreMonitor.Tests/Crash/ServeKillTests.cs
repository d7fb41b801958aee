using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What was answered with 202 survives the process that answered.</summary>
public sealed class ServeKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    private const int Reports = 12;

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(150)]
    [InlineData(400)]
    public async Task Every_acknowledged_report_completes_after_a_kill(int atMostMilliseconds)
    {
        using var folder = sample.NewIngestedFolder();
        var reportIds = new List<string>();
        var (killed, client) = await ServiceProcess.Serve(folder);
        using (killed)
        using (client)
        {
            for (var i = 0; i < Reports; i++)
                reportIds.Add(await client.Trigger());
            await Task.Delay(Random.Shared.Next(atMostMilliseconds + 1));
            await killed.Kill();
        }

        var (restarted, next) = await ServiceProcess.Serve(folder);
        using (restarted)
        using (next)
        {
            foreach (var reportId in reportIds)
            {
                (await next.WaitUntilDone(reportId)).Should().Be("Complete");
                (await next.GetByteArrayAsync($"/get_report/{reportId}")).SequenceEqual(sample.Report).Should().BeTrue();
            }
        }

        folder.Partials().Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_told_to_end_ends_well_within_ten_seconds_though_reports_run()
    {
        using var folder = sample.NewIngestedFolder();
        using var storage = new ServiceStorage(folder);
        for (var i = 0; i < 500; i++)
            await storage.Enqueue();
        var (service, client) = await ServiceProcess.Serve(folder);
        using var ending = service;
        using var calls = client;

        await service.Signal("TERM");

        (await service.Exit().WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(0, service.Diagnostics);
        (await storage.Claim()).Should().NotBeNull("it ended while reports were waiting or running");
        service.Diagnostics.Should().NotContain("   at ");
        folder.Partials().Should().BeEmpty();
    }
}
