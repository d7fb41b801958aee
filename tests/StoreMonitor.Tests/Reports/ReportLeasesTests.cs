using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>The lease of a report is renewed while it is computed, and a process that has lost it leaves nothing.</summary>
public sealed class ReportLeasesTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceStorage _storage;

    public ReportLeasesTests()
    {
        _storage = new ServiceStorage(_folder);
        _storage.Ingest();
    }

    [Fact]
    public async Task A_lease_is_renewed_while_no_thread_of_the_pool_is_free()
    {
        await _storage.Enqueue();
        var job = (await _storage.Claim())!;
        _storage.Leases.RenewAfter = Soon;
        using var lease = _storage.Leases.Keep(job, CancellationToken.None);
        using var release = new ManualResetEventSlim();

        // More than the pool has threads for, so that nothing that waits for one gets its chance.
        ThreadPool.GetMinThreads(out var threads, out _);
        var blocked = Enumerable.Range(0, 20 * threads).Select(_ => Task.Run(release.Wait)).ToList();
        _storage.Clock.AdvanceHours(1);
        var renewed = SpinWait.SpinUntil(() => LeaseUntil(job) == _storage.Clock.GetCurrentInstant() + ReportClaims.Lease, TimeSpan.FromSeconds(10));
        var waiting = blocked.Count(task => task.Status is TaskStatus.WaitingToRun or TaskStatus.WaitingForActivation);
        release.Set();
        await Task.WhenAll(blocked);

        renewed.Should().BeTrue();
        waiting.Should().BePositive("the pool was exhausted");
    }

    [Fact]
    public async Task A_report_that_takes_milliseconds_costs_no_renewal()
    {
        _storage.Clock.AutoAdvance = Duration.FromSeconds(1);
        await _storage.Worker.StartAsync(CancellationToken.None);

        for (var hours = 1; hours <= 20; hours++)
            await _storage.WaitUntil(await _storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(hours), ServiceStorage.ExamplesAsOf)), ReportState.Complete);

        await using var db = _storage.OpenJobs();
        var jobs = await db.ReportJobs.AsNoTracking().ToListAsync();
        jobs.Should().HaveCount(20).And.OnlyContain(job => job.LeaseUntil == job.StartedAt + ReportClaims.Lease);
        await _storage.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_lease_that_another_has_claimed_ends_the_computing()
    {
        await _storage.Enqueue();
        var job = (await _storage.Claim())!;
        using var other = new ServiceStorage(_folder);
        other.Clock.Advance(ReportClaims.Lease);
        await other.ClaimExpired();
        _storage.Leases.RenewAfter = Soon;

        using var lease = _storage.Leases.Keep(job, CancellationToken.None);

        await ServiceWait.Eventually(() => lease.Token.IsCancellationRequested, "the computing is ended");
        lease.IsLost.Should().BeTrue();
    }

    [Fact]
    public async Task A_file_of_jobs_that_is_locked_for_longer_than_a_renewal_costs_no_lease()
    {
        await _storage.Enqueue();
        var job = (await _storage.Claim())!;
        _storage.Leases.RenewAfter = Soon;
        using var lease = _storage.Leases.Keep(job, CancellationToken.None);
        using (SqliteHold.Begin(_folder.Database + JobsFile.Suffix, "BEGIN IMMEDIATE"))
            await Task.Delay(2 * ServiceStorage.BusyTimeout);
        _storage.Clock.AdvanceHours(1);

        await ServiceWait.Eventually(() => LeaseUntil(job) == _storage.Clock.GetCurrentInstant() + ReportClaims.Lease, "it is renewed afterwards");

        lease.IsLost.Should().BeFalse();
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_while_it_computed_leaves_the_result_of_the_other_and_no_file()
    {
        using var other = new ServiceStorage(_folder);
        var reportId = await _storage.Enqueue();
        using (SqliteHold.Facts(_folder.Database))
        {
            await _storage.Worker.StartAsync(CancellationToken.None);
            await _storage.WaitUntil(reportId, ReportState.Running);
            other.Clock.Advance(ReportClaims.Lease);
            (await other.Complete((await other.ClaimExpired())!, "of the other")).Should().BeTrue();
        }

        await _storage.WaitUntil(await _storage.Enqueue(), ReportState.Complete);
        var job = (await _storage.Queue.Find(reportId, CancellationToken.None))!;
        (job.State, job.FileId, job.Attempt).Should().Be((ReportState.Complete, "of the other", 2));
        File.Exists(_folder.ReportPath(reportId)).Should().BeFalse();
        await _storage.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_worker_takes_up_what_another_process_has_left_once_its_lease_has_run_out()
    {
        using var other = new ServiceStorage(_folder);
        other.Worker.LookAgainAfter = Soon;
        await other.Worker.StartAsync(CancellationToken.None);
        var (reportId, hours) = ("", 0);
        do
            reportId = await _storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(++hours), ServiceStorage.ExamplesAsOf));
        while (await _storage.Claim() is null);
        other.Clock.Advance(ReportClaims.Lease);

        await other.WaitUntil(reportId, ReportState.Complete);

        (await other.Queue.Find(reportId, CancellationToken.None))!.Attempt.Should().Be(2);
        await other.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_end_gives_back_what_it_computes()
    {
        var reportId = await _storage.Enqueue();
        using (SqliteHold.Facts(_folder.Database))
        {
            await _storage.Worker.StartAsync(CancellationToken.None);
            await _storage.WaitUntil(reportId, ReportState.Running);
            await _storage.Worker.StopAsync(CancellationToken.None);
        }

        var job = (await _storage.Queue.Find(reportId, CancellationToken.None))!;
        (job.State, job.Attempt, job.Owner).Should().Be((ReportState.Queued, 0, null));
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    private Instant LeaseUntil(ReportJob job)
    {
        using var db = _storage.OpenJobs();
        return db.ReportJobs.AsNoTracking().Single(j => j.Sequence == job.Sequence).LeaseUntil!.Value;
    }
}
