using System.Text;
using NodaTime;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Power cuts at random moments of the service, one after the other on the same folder. Two of the seven kinds of kill.</summary>
public sealed class RandomServeKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    // Above what the reports of a round take, so that some kills come when all is done.
    private const int LongestWorkMilliseconds = 600;

    private const int LongestEndingMilliseconds = 300;

    [Fact]
    public Task Whatever_was_acknowledged_completes_with_the_right_bytes_after_kills_at_random_moments() =>
        KillAgainAndAgain(async (service, random) =>
        {
            await Task.Delay(random.Next(LongestWorkMilliseconds));
            await service.Kill();
        });

    [Fact]
    public Task Whatever_was_acknowledged_completes_with_the_right_bytes_after_kills_while_the_service_ends() =>
        KillAgainAndAgain(async (service, random) =>
        {
            await service.Signal("TERM");
            await Task.Delay(random.Next(LongestEndingMilliseconds));
            await service.Kill();
        });

    private async Task KillAgainAndAgain(Func<ServiceProcess, Random, Task> end)
    {
        using var folder = sample.NewIngestedFolder();
        var acknowledged = new Dictionary<string, byte[]>();
        await RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            await EnqueueNewCarry(folder, acknowledged);
            var (service, client) = await ServiceProcess.Serve(folder);
            using (service)
            using (client)
            {
                for (var reports = random.Next(3, 6); reports > 0; reports--)
                    await TriggerForAnyStore(client, random, acknowledged);
                await end(service, random);
            }

            using var left = new DatabaseCopy(folder.Database);
            left.ShouldBeWhole();
        });

        await RandomRuns.Repeat(1, _ => ExpectAll(folder, acknowledged));
    }

    // Each is long work that no other report has the file of, so what is triggered next has to wait.
    private async Task EnqueueNewCarry(ServiceFolder folder, Dictionary<string, byte[]> acknowledged)
    {
        var hours = acknowledged.Count + 1;
        using var storage = new ServiceStorage(folder);
        var reportId = await storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(hours), sample.AsOf));
        acknowledged.Add(reportId, await folder.Report("--max-carry", $"{hours}h"));
    }

    private async Task TriggerForAnyStore(HttpClient client, Random random, Dictionary<string, byte[]> acknowledged)
    {
        var rows = Encoding.UTF8.GetString(sample.Report).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        var row = rows[random.Next(rows.Length)];
        var reportId = await client.Trigger($"/api/stores/{row.Split(',')[0]}/trigger_report");
        acknowledged.Add(reportId, Encoding.UTF8.GetBytes($"{ServiceFolder.Header}{row}\n"));
    }

    private static async Task ExpectAll(ServiceFolder folder, Dictionary<string, byte[]> acknowledged)
    {
        var (service, client) = await ServiceProcess.Serve(folder);
        using var running = service;
        using var calls = client;
        foreach (var (reportId, expected) in acknowledged)
        {
            (await client.WaitUntilDone(reportId)).Should().Be("Complete");
            (await client.GetByteArrayAsync($"/get_report/{reportId}")).SequenceEqual(expected).Should().BeTrue($"of {reportId}");
        }

        folder.Partials().Should().BeEmpty();
    }
}
