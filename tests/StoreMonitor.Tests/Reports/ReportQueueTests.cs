using System.Collections.Concurrent;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class ReportQueueTests : IDisposable
{
    private readonly ServiceFolder _folder = new();
    private readonly ServiceStorage _storage;

    public ReportQueueTests() => _storage = new ServiceStorage(_folder);

    [Fact]
    public async Task A_new_job_is_queued_with_its_as_of_instant_and_options()
    {
        var reportId = await _storage.Enqueue();

        var job = await _storage.Queue.Find(reportId, CancellationToken.None);
        job!.State.Should().Be(ReportState.Queued);
        job.AsOf.Should().Be(ServiceStorage.ExamplesAsOf);
        job.RequestedAt.Should().Be(ServiceFolder.Now);
        (job.StartedAt, job.FinishedAt, job.Error, job.StoreId).Should().Be((null, null, null, null));
    }

    [Fact]
    public async Task Jobs_are_claimed_oldest_first()
    {
        var reportIds = new List<string>();
        for (var i = 0; i < 5; i++)
            reportIds.Add(await _storage.Enqueue());

        var claimed = new List<string>();
        while (await _storage.Claim() is { } job)
            claimed.Add(job.ReportId);

        claimed.Should().Equal(reportIds);
    }

    [Fact]
    public async Task A_claimed_job_runs_since_it_was_claimed()
    {
        var reportId = await _storage.Enqueue();

        await _storage.Claim();

        var job = await _storage.Queue.Find(reportId, CancellationToken.None);
        job!.State.Should().Be(ReportState.Running);
        job.StartedAt.Should().Be(ServiceFolder.Now);
    }

    [Fact]
    public async Task Of_eight_claimers_at_once_each_gets_jobs_that_nobody_else_has()
    {
        var reportIds = new List<string>();
        for (var i = 0; i < 100; i++)
            reportIds.Add(await _storage.Enqueue());
        var claimed = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await _storage.Claim() is { } job)
                claimed.Add(job.ReportId);
        })));

        claimed.Should().BeEquivalentTo(reportIds);
    }

    [Fact]
    public async Task An_empty_queue_has_nothing_to_claim()
    {
        (await _storage.Claim()).Should().BeNull();
    }

    [Theory]
    [InlineData(ReportState.Queued)]
    [InlineData(ReportState.Complete)]
    [InlineData(ReportState.Failed)]
    internal async Task Completing_or_failing_a_job_that_does_not_run_changes_nothing(ReportState state)
    {
        var reportId = await _storage.Enqueue();
        await _storage.Force(reportId, state);
        var before = (await _storage.Queue.Find(reportId, CancellationToken.None))!;

        await _storage.Outcomes.Complete(before, ServiceStorage.FinishedWith(before.ReportId), CancellationToken.None);
        await _storage.Outcomes.Fail(before, "too late", CancellationToken.None);

        (await _storage.Queue.Find(reportId, CancellationToken.None)).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData(ReportState.Running)]
    [InlineData(ReportState.Complete)]
    [InlineData(ReportState.Failed)]
    internal async Task A_job_that_does_not_wait_is_not_claimed(ReportState state)
    {
        await _storage.Force(await _storage.Enqueue(), state);

        (await _storage.Claim()).Should().BeNull();
    }

    [Fact]
    public async Task A_job_that_runs_completes_once_and_then_never_fails()
    {
        await _storage.Enqueue();
        var job = (await _storage.Claim())!;

        await _storage.Outcomes.Complete(job, ServiceStorage.FinishedWith(job.ReportId), CancellationToken.None);
        await _storage.Outcomes.Fail(job, "too late", CancellationToken.None);

        var found = await _storage.Queue.Find(job.ReportId, CancellationToken.None);
        (found!.State, found.Error, found.FinishedAt).Should().Be((ReportState.Complete, null, ServiceFolder.Now));
    }

    [Fact]
    public async Task A_job_that_fails_keeps_its_reason()
    {
        await _storage.Enqueue();
        var job = (await _storage.Claim())!;

        await _storage.Outcomes.Fail(job, "the disk is full", CancellationToken.None);

        var found = await _storage.Queue.Find(job.ReportId, CancellationToken.None);
        (found!.State, found.Error).Should().Be((ReportState.Failed, "the disk is full"));
    }

    [Fact]
    public async Task Only_jobs_left_running_are_queued_again_and_keep_their_place()
    {
        var reportIds = new List<string>();
        for (var i = 0; i < 4; i++)
            reportIds.Add(await _storage.Enqueue());
        await _storage.Force(reportIds[0], ReportState.Running);
        await _storage.Force(reportIds[1], ReportState.Complete);
        await _storage.Force(reportIds[2], ReportState.Failed);

        var requeued = await _storage.Claims.RequeueInterrupted(CancellationToken.None);

        requeued.Should().Be(1);
        (await _storage.Claim())!.ReportId.Should().Be(reportIds[0]);
        (await _storage.Claim())!.ReportId.Should().Be(reportIds[3]);
        (await _storage.StateOf(reportIds[1])).Should().Be(ReportState.Complete);
        (await _storage.StateOf(reportIds[2])).Should().Be(ReportState.Failed);
    }

    [Fact]
    public async Task A_job_that_is_queued_again_has_not_started()
    {
        var reportId = await _storage.Enqueue();
        await _storage.Claim();

        await _storage.Claims.RequeueInterrupted(CancellationToken.None);

        var job = await _storage.Queue.Find(reportId, CancellationToken.None);
        (job!.State, job.StartedAt).Should().Be((ReportState.Queued, null));
    }

    [Fact]
    public async Task A_complete_job_says_what_it_is_about()
    {
        await _storage.Enqueue();
        var claimed = (await _storage.Claim())!;

        await _storage.Outcomes.Complete(claimed, ServiceStorage.FinishedWith("file"), CancellationToken.None);

        var job = (await _storage.Queue.Find(claimed.ReportId, CancellationToken.None))!;
        (job.FileId, job.FileLength, job.FileDigest).Should().Be(("file", 7, "digest"));
        (job.Stores, job.StoresWithoutPolls, job.LatestPollAt).Should().Be((4, 1, ServiceStorage.ExamplesAsOf));
        (job.RequestedAt, job.StartedAt, job.FinishedAt).Should().Be((ServiceFolder.Now, ServiceFolder.Now, ServiceFolder.Now));
    }

    [Fact]
    public async Task A_job_survives_the_service_that_took_it()
    {
        var reportId = await _storage.Enqueue();

        using var next = new ServiceStorage(_folder);

        (await next.Claim())!.ReportId.Should().Be(reportId);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }
}
