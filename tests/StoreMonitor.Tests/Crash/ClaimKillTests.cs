using System.Collections.Concurrent;
using NodaTime;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Real processes that claim report jobs, beside one another and until they are killed.</summary>
public sealed class ClaimKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    private const int Jobs = 200;

    [Fact]
    public async Task Of_two_processes_on_one_file_of_jobs_each_job_is_claimed_by_one_and_once()
    {
        using var folder = sample.NewIngestedFolder();
        var (service, client) = await ServiceProcess.Serve(folder);
        using var running = service;
        using var calls = client;
        var first = await client.TriggerAndWait();
        using var storage = new ServiceStorage(folder);

        // The clock of the service, and somewhat ahead of it, because it stands still here: no lease runs out during the test.
        storage.Clock.Reset((await storage.Queue.Find(first, CancellationToken.None))!.FinishedAt!.Value + Duration.FromMinutes(2));
        var reportIds = new List<string>();
        for (var hours = 1; hours <= Jobs; hours++)
            reportIds.Add(await storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(hours), sample.AsOf)));

        var here = new ConcurrentDictionary<string, bool>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await storage.Claim() is { } job)
                here[job.ReportId] = await storage.Outcomes.Fail(job, storage.Claims.Owner, CancellationToken.None);
        })));

        await ServiceWait.Eventually(async () => await EndedIn(storage, reportIds) == Jobs, "every job has ended");
        here.Values.Should().AllBeEquivalentTo(true).And.HaveCountGreaterThan(0);
        foreach (var reportId in reportIds)
        {
            var job = (await storage.Queue.Find(reportId, CancellationToken.None))!;
            (job.Attempt, job.State).Should().Be((1, here.ContainsKey(reportId) ? ReportState.Failed : ReportState.Complete));
            (job.Owner == storage.Claims.Owner).Should().Be(here.ContainsKey(reportId));
        }
    }

    /// <summary>A real process renews its lease, is killed soon after, and the next one computes the report at once.</summary>
    [FactWithStrace]
    public Task A_report_that_takes_longer_than_a_renewal_completes_with_the_right_bytes_after_a_kill_amid_renewals() =>
        RandomRuns.Repeat(1, async random =>
        {
            using var folder = sample.NewIngestedFolder();
            using var storage = new ServiceStorage(folder);
            var reportId = await storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(7), sample.AsOf));

            // Each file of a report gets its name a minute late. The tracer is a grandchild, so the process that is killed is the program.
            string[] slowly = [.. FactWithStraceAttribute.Strace, "-D", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:delay_enter=60s"];
            var (service, client) = await ServiceProcess.Serve(folder, slowly);
            using (service)
            using (client)
            {
                await ServiceWait.Eventually(() => RenewedIn(storage, reportId), "the lease is renewed");
                await Task.Delay(random.Next(50));
                await service.Kill();
            }

            var (next, calls) = await ServiceProcess.Serve(folder);
            using var running = next;
            using var client2 = calls;
            (await calls.WaitUntilDone(reportId)).Should().Be("Complete");
            (await calls.GetByteArrayAsync($"/get_report/{reportId}")).Should().Equal(await folder.Report("--max-carry", "7h"));
            (await storage.Queue.Find(reportId, CancellationToken.None))!.Attempt.Should().Be(2);
            folder.Partials().Should().BeEmpty();
        });

    /// <summary>Kills while attempts fail, wait, and are made again: one of the seven kinds of kill.</summary>
    [Fact]
    public Task Whatever_was_acknowledged_completes_with_the_right_bytes_after_kills_while_attempts_fail() =>
        RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            const int LongestTrouble = 2_500;
            using var folder = sample.NewIngestedFolder();
            var acknowledged = new Dictionary<string, string>();
            var (service, client) = await ServiceProcess.Serve(folder);
            using (service)
            using (client)
            {
                await client.TriggerAndWait();
                var away = folder.Reports + ".away";
                Directory.Move(folder.Reports, away);
                await File.WriteAllTextAsync(folder.Reports, "in the way");
                for (var hours = 1; hours <= 3; hours++)
                    acknowledged.Add(await client.Trigger($"/trigger_report?max_carry={hours}h"), $"{hours}h");
                await Task.Delay(random.Next(LongestTrouble));
                await service.Kill();
                File.Delete(folder.Reports);
                Directory.Move(away, folder.Reports);
            }

            using (var left = new DatabaseCopy(folder.Database + JobsFile.Suffix))
                left.ShouldBeWhole();
            var (next, calls) = await ServiceProcess.Serve(folder);
            using var running = next;
            using var client2 = calls;
            foreach (var (reportId, carry) in acknowledged)
            {
                (await calls.WaitUntilDone(reportId)).Should().Be("Complete");
                (await calls.GetByteArrayAsync($"/get_report/{reportId}")).Should().Equal(await folder.Report("--max-carry", carry));
            }
        });

    private static async Task<int> EndedIn(ServiceStorage storage, List<string> reportIds)
    {
        var ended = 0;
        foreach (var reportId in reportIds)
            ended += await storage.StateOf(reportId) is ReportState.Complete or ReportState.Failed ? 1 : 0;
        return ended;
    }

    private static async Task<bool> RenewedIn(ServiceStorage storage, string reportId)
    {
        var job = (await storage.Queue.Find(reportId, CancellationToken.None))!;
        return job.State == ReportState.Running && job.LeaseUntil > job.StartedAt + ReportClaims.Lease;
    }
}
