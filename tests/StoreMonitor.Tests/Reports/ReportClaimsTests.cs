using System.Collections.Concurrent;
using NodaTime;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Claims of two processes on one file of jobs, each with a clock of its own.</summary>
public class ReportClaimsTests : IDisposable
{
    private static readonly Duration Microsecond = Duration.FromNanoseconds(1_000);

    private readonly ServiceFolder _folder = new();
    private readonly ServiceStorage _one;
    private readonly ServiceStorage _two;

    public ReportClaimsTests()
    {
        _one = new ServiceStorage(_folder);
        _two = new ServiceStorage(_folder);
    }

    [Fact]
    public async Task A_claim_records_its_owner_its_lease_and_its_attempt()
    {
        var reportId = await _one.Enqueue();

        var claimed = (await _one.Claim())!;

        var job = await Find(reportId);
        (job.State, job.Owner, job.Attempt).Should().Be((ReportState.Running, _one.Claims.Owner, 1));
        job.LeaseUntil.Should().Be(ServiceFolder.Now + ReportClaims.Lease);
        (claimed.State, claimed.Owner, claimed.Attempt, claimed.StartedAt).Should().Be((job.State, job.Owner, job.Attempt, job.StartedAt));
    }

    [Fact]
    public void Every_process_is_another_owner() => _one.Claims.Owner.Should().NotBe(_two.Claims.Owner);

    [Fact]
    public async Task Of_many_claimers_in_two_processes_each_gets_jobs_that_no_other_has()
    {
        var reportIds = new List<string>();
        for (var i = 0; i < 100; i++)
            reportIds.Add(await _one.Enqueue());
        var claimed = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(async () =>
        {
            while (await (index % 2 == 0 ? _one : _two).Claim() is { } job)
                claimed.Add(job.ReportId);
        })));

        claimed.Should().BeEquivalentTo(reportIds);
    }

    [Fact]
    public async Task Of_many_that_find_one_lease_run_out_one_claims_the_job()
    {
        var reportId = await _one.Enqueue();
        await _one.Claim();
        _two.Clock.Advance(ReportClaims.Lease);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _two.ClaimExpired())));

        claims.Where(job => job is not null).Should().ContainSingle().Which!.Attempt.Should().Be(2);
        (await Find(reportId)).Attempt.Should().Be(2);
    }

    [Fact]
    public async Task A_job_is_not_claimed_by_another_while_its_lease_holds()
    {
        await _one.Enqueue();
        await _one.Claim();
        _two.Clock.Advance(ReportClaims.Lease - Microsecond);

        (await _two.ClaimExpired()).Should().BeNull();
        (await _two.Claim()).Should().BeNull();
    }

    [Fact]
    public async Task A_job_whose_lease_has_run_out_is_claimed_by_another_as_the_next_attempt()
    {
        var reportId = await _one.Enqueue();
        await _one.Claim();
        _two.Clock.Advance(ReportClaims.Lease);

        var claimed = (await _two.ClaimExpired())!;

        (claimed.ReportId, claimed.Owner, claimed.Attempt).Should().Be((reportId, _two.Claims.Owner, 2));
        (await Find(reportId)).LeaseUntil.Should().Be(_two.Clock.GetCurrentInstant() + ReportClaims.Lease);
    }

    [Fact]
    public async Task A_lease_that_is_renewed_begins_anew()
    {
        await _one.Enqueue();
        var job = (await _one.Claim())!;
        _one.Clock.Advance(ReportClaims.Lease - Microsecond);
        _two.Clock.Advance(ReportClaims.Lease);

        _one.Claims.Renew(job).Should().BeTrue();

        (await _two.ClaimExpired()).Should().BeNull();
        (await Find(job.ReportId)).LeaseUntil.Should().Be(_one.Clock.GetCurrentInstant() + ReportClaims.Lease);
    }

    [Fact]
    public async Task A_lease_that_has_run_out_can_be_renewed_until_another_claims_the_job()
    {
        await _one.Enqueue();
        var job = (await _one.Claim())!;
        _one.Clock.Advance(3 * ReportClaims.Lease);

        _one.Claims.Renew(job).Should().BeTrue();
        (await _one.Complete(job)).Should().BeTrue();
    }

    [Fact]
    public async Task A_process_that_has_lost_its_claim_changes_nothing()
    {
        await _one.Enqueue();
        var lost = (await _one.Claim())!;
        _two.Clock.Advance(ReportClaims.Lease);
        await _two.ClaimExpired();
        var before = await Find(lost.ReportId);

        _one.Claims.Renew(lost).Should().BeFalse();
        (await _one.Complete(lost)).Should().BeFalse();
        (await _one.Outcomes.Fail(lost, "too late", CancellationToken.None)).Should().BeFalse();
        (await _one.Outcomes.Retry(lost, Duration.FromSeconds(1), CancellationToken.None)).Should().BeFalse();
        _one.Claims.GiveBack(lost);

        (await Find(lost.ReportId)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_late_result_does_not_replace_the_result_of_the_next_attempt()
    {
        await _one.Enqueue();
        var late = (await _one.Claim())!;
        _two.Clock.Advance(ReportClaims.Lease);
        var next = (await _two.ClaimExpired())!;
        (await _two.Complete(next, "of the next")).Should().BeTrue();

        (await _one.Complete(late, "of the late")).Should().BeFalse();

        (await Find(late.ReportId)).FileId.Should().Be("of the next");
    }

    [Fact]
    public async Task An_earlier_attempt_of_the_same_process_is_as_late_as_one_of_another()
    {
        await _one.Enqueue();
        var first = (await _one.Claim())!;
        _two.Clock.Advance(ReportClaims.Lease);
        await _two.ClaimExpired();
        _one.Clock.Advance(3 * ReportClaims.Lease);
        var third = (await _one.ClaimExpired())!;

        (await _one.Complete(first)).Should().BeFalse();

        third.Attempt.Should().Be(3);
        (await _one.Complete(third)).Should().BeTrue();
    }

    [Fact]
    public async Task Completing_twice_with_the_same_result_succeeds_twice()
    {
        await _one.Enqueue();
        var job = (await _one.Claim())!;

        (await _one.Complete(job, "file")).Should().BeTrue();
        (await _one.Complete(job, "file")).Should().BeTrue("a commit whose answer was lost is tried again");
        (await _one.Complete(job, "another")).Should().BeFalse();
    }

    [Fact]
    public async Task Two_attempts_that_may_both_be_alive_write_different_files()
    {
        await _one.Enqueue();
        var first = (await _one.Claim())!;
        _two.Clock.Advance(ReportClaims.Lease);

        var second = (await _two.ClaimExpired())!;

        first.FileId.Should().BeNull("it is named after the report");
        second.FileId.Should().NotBeNull().And.NotBe(second.ReportId);
    }

    [Fact]
    public async Task A_job_whose_process_ends_with_every_attempt_fails_after_the_last_one()
    {
        var reportId = await _one.Enqueue();
        var attempts = 0;
        while (await _one.Claim() is not null)
        {
            attempts++;
            await _one.Claims.RequeueInterrupted(CancellationToken.None);
        }

        attempts.Should().Be(RetrySchedule.MostAttempts);
        var job = await Find(reportId);
        (job.State, job.FinishedAt).Should().Be((ReportState.Failed, ServiceFolder.Now));
        job.Error.Should().Be("the last of 6 attempts to compute it was interrupted");
    }

    [Fact]
    public async Task A_job_whose_every_lease_runs_out_fails_after_the_last_one()
    {
        var reportId = await _one.Enqueue();
        await _one.Claim();
        var attempts = 1;
        var (now, next) = (_one, _two);
        do
        {
            next.Clock.Reset(now.Clock.GetCurrentInstant() + ReportClaims.Lease);
            (now, next) = (next, now);
        }
        while (await now.ClaimExpired() is not null && ++attempts < 100);

        attempts.Should().Be(RetrySchedule.MostAttempts);
        (await Find(reportId)).State.Should().Be(ReportState.Failed);
    }

    [Fact]
    public async Task A_job_that_is_given_back_waits_again_and_has_not_used_up_an_attempt()
    {
        var reportId = await _one.Enqueue();

        _one.Claims.GiveBack((await _one.Claim())!);

        var job = await Find(reportId);
        (job.State, job.Attempt, job.Owner, job.LeaseUntil, job.StartedAt).Should().Be((ReportState.Queued, 0, null, null, null));
        (await _two.Claim())!.Attempt.Should().Be(1);
    }

    [Fact]
    public async Task A_job_that_was_interrupted_is_claimed_at_once_by_the_next_service_whatever_its_lease()
    {
        await _one.Enqueue();
        await _one.Claim();

        (await _two.Claims.RequeueInterrupted(CancellationToken.None)).Should().Be(1);

        (await _two.Claim())!.Attempt.Should().Be(2);
    }

    [Theory]
    [InlineData(-24 * 60)]
    [InlineData(-60)]
    [InlineData(60)]
    [InlineData(24 * 60)]
    public async Task A_step_of_the_clock_makes_no_process_claim_its_own_job_again(int minutes)
    {
        await _one.Enqueue();
        var job = (await _one.Claim())!;
        _one.Clock.AdvanceMinutes(minutes);

        (await _one.ClaimExpired()).Should().BeNull();
        _one.Claims.Renew(job).Should().BeTrue();
        (await _one.Complete(job)).Should().BeTrue();
    }

    [Fact]
    public async Task After_the_clock_went_back_an_hour_a_job_that_was_left_does_not_wait_for_an_hour()
    {
        await _one.Enqueue();
        await _one.Claim();
        _two.Clock.AdvanceHours(-1);

        (await _two.ClaimExpired())!.Attempt.Should().Be(2);
    }

    [Fact]
    public async Task A_clock_that_is_a_minute_behind_takes_no_job_from_one_that_is_alive()
    {
        await _one.Enqueue();
        await _one.Claim();
        _two.Clock.AdvanceMinutes(-1);

        (await _two.ClaimExpired()).Should().BeNull();
    }

    [Fact]
    public async Task A_clock_that_went_forward_a_day_costs_another_attempt_and_gives_one_result()
    {
        await _one.Enqueue();
        var first = (await _one.Claim())!;
        _two.Clock.AdvanceDays(1);
        var second = (await _two.ClaimExpired())!;

        var completed = new[] { await _one.Complete(first, "one"), await _two.Complete(second, "two") };

        completed.Should().Equal(false, true);
        (await Find(first.ReportId)).FileId.Should().Be("two");
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _folder.Dispose();
    }

    private async Task<ReportJob> Find(string reportId) => (await _one.Queue.Find(reportId, CancellationToken.None))!;
}
