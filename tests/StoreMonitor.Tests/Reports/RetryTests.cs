using CsCheck;
using Microsoft.Data.Sqlite;
using NodaTime;
using SQLitePCL;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Which failures are worth another attempt, when it comes, and how many there are.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly int[] MostSeconds = [1, 4, 16, 64, 256];

    private static readonly Duration Microsecond = Duration.FromNanoseconds(1_000);

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    public static TheoryData<string, Exception, bool> Failures => new()
    {
        { "database busy", new DatabaseBusyException(), true },
        { "busy", new SqliteException("busy", raw.SQLITE_BUSY), true },
        { "locked", new SqliteException("locked", raw.SQLITE_LOCKED), true },
        { "full", new SqliteException("full", raw.SQLITE_FULL), true },
        { "disk failed", new SqliteException("I/O", raw.SQLITE_IOERR), true },
        { "cannot be opened", new SqliteException("gone", raw.SQLITE_CANTOPEN), true },
        { "disk full", new DiskFullException("a.csv", new IOException()), true },
        { "I/O", new IOException("input/output error"), true },
        { "damaged", new SqliteException("damaged", raw.SQLITE_CORRUPT), false },
        { "not a database", new SqliteException("no database", raw.SQLITE_NOTADB), false },
        { "read-only", new SqliteException("read-only", raw.SQLITE_READONLY), true },
        { "refused", new DatabaseRefusedException("a.db", "was replaced"), false },
        { "no right", new UnauthorizedAccessException(), false },
        { "defect", new InvalidOperationException(), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_worth_another_attempt_when_it_can_pass_by_itself(string what, Exception failure, bool isPassing) =>
        PassingFailure.Is(failure).Should().Be(isPassing, what);

    [Fact]
    public void A_delay_is_between_half_and_all_of_four_times_the_one_before() =>
        Gen.Select(Gen.Int[1, RetrySchedule.MostAttempts - 1], Gen.ULong, Gen.ULong).Sample((attempt, high, low) =>
        {
            var delay = RetrySchedule.Default.DelayAfter(JobWith($"{high:x16}{low:x16}", attempt))!.Value;

            var most = Duration.FromSeconds(MostSeconds[attempt - 1]);
            return delay >= most / 2 && delay <= most && delay <= RetrySchedule.Default.Longest;
        });

    [Fact]
    public void The_same_attempt_of_the_same_report_gets_the_same_delay_and_others_get_others()
    {
        string[] ids = ["00000000000000000000000000000000", "9f0c54d2a1b34e6f8d7c6b5a49382716", "ffffffffffffffffffffffffffffffff"];

        var delays = ids.Select(id => RetrySchedule.Default.DelayAfter(JobWith(id, 3))).ToList();

        delays.Should().OnlyHaveUniqueItems();
        ids.Select(id => RetrySchedule.Default.DelayAfter(JobWith(id, 3))).Should().Equal(delays);
    }

    [Fact]
    public void After_the_last_attempt_there_is_no_delay() =>
        RetrySchedule.Default.DelayAfter(JobWith(ServiceCalls.UnknownId, RetrySchedule.MostAttempts)).Should().BeNull();

    [Fact]
    public void All_delays_of_a_report_take_less_than_six_minutes() =>
        Gen.ULong.Sample(id => Enumerable.Range(1, RetrySchedule.MostAttempts - 1)
            .Select(attempt => RetrySchedule.Default.DelayAfter(JobWith($"{id:x16}{id:x16}", attempt))!.Value)
            .Aggregate(Duration.Zero, (sum, delay) => sum + delay) < Duration.FromMinutes(6));

    [Fact]
    public async Task A_job_is_not_attempted_before_its_delay_is_over_also_by_the_next_service()
    {
        using var one = new ServiceStorage(_folder);
        await FailFirstAttempt(one, Duration.FromMinutes(4));
        using var next = new ServiceStorage(_folder);
        next.Clock.Advance(Duration.FromMinutes(4) - Microsecond);

        var before = await next.Claim();
        next.Clock.Advance(Microsecond);
        var after = await next.Claim();

        before.Should().BeNull();
        (after!.Attempt, after.NotBefore).Should().Be((2, ServiceFolder.Now + Duration.FromMinutes(4)));
        (await next.Queue.Find(after.ReportId, CancellationToken.None))!.NotBefore.Should().BeNull();
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_holds_up_no_other()
    {
        using var storage = new ServiceStorage(_folder);
        await FailFirstAttempt(storage, Duration.FromMinutes(4));
        var next = await storage.Enqueue();

        (await storage.Claim())!.ReportId.Should().Be(next);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(24 * 60)]
    public async Task A_step_of_the_clock_makes_no_next_attempt_wait_for_hours(int minutes)
    {
        using var storage = new ServiceStorage(_folder, RetrySchedule.Default);
        await FailFirstAttempt(storage, RetrySchedule.Default.Longest);
        storage.Clock.AdvanceMinutes(minutes);

        (await storage.Claim())!.Attempt.Should().Be(2);
    }

    [Fact]
    public async Task A_worker_attempts_a_report_again_after_the_delay_although_the_clock_stands_still()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Ingest();
        var reportId = await storage.Enqueue();
        PutFileInPlaceOfReportsFolder();
        await storage.Worker.StartAsync(CancellationToken.None);
        await ServiceWait.Eventually(async () => (await storage.Queue.Find(reportId, CancellationToken.None))!.Attempt >= 2, "it is attempted again");

        RestoreReportsFolder();

        await storage.WaitUntil(reportId, ReportState.Complete);
        (await File.ReadAllTextAsync(_folder.ReportPath(reportId))).Should().Be(ServiceFolder.ExamplesReport);
        await storage.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_report_whose_every_attempt_fails_is_failed_with_the_reason_and_the_number_of_attempts()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Ingest();
        var reportId = await storage.Enqueue();
        PutFileInPlaceOfReportsFolder();

        await storage.Worker.StartAsync(CancellationToken.None);

        await storage.WaitUntil(reportId, ReportState.Failed);
        var job = (await storage.Queue.Find(reportId, CancellationToken.None))!;
        (job.Attempt, job.Error).Should().Be((6, "the file of the report could not be written; it was attempted 6 times"));
        await storage.Worker.StopAsync(CancellationToken.None);
        RestoreReportsFolder();
    }

    [Fact]
    public async Task A_client_sees_a_report_that_is_attempted_again_running_with_the_attempt_and_the_instant_of_the_next()
    {
        using var service = new ServiceFactory(_folder) { Retries = RetrySchedule.Default };
        using var client = service.CreateQuietClient();
        await client.TriggerAndWait();
        PutFileInPlaceOfReportsFolder();
        var reportId = await client.Trigger("/api/stores/always-up/trigger_report");

        await ServiceWait.Eventually(
            async () => (await client.StatusOf(reportId)).TryGetProperty("next_attempt_at", out _), "the first attempt has failed");

        var status = await client.StatusOf(reportId);
        status.GetProperty("status").GetString().Should().Be("Running");
        status.GetProperty("attempt").GetInt32().Should().BePositive();
        InstantText.TryParse(status.GetProperty("next_attempt_at").GetString()!, out var next).Should().BeTrue();
        next.Should().BeGreaterThan(ServiceFolder.Now).And.BeLessThan(ServiceFolder.Now + Duration.FromMinutes(5));
        RestoreReportsFolder();
        (await client.WaitUntilDone(reportId)).Should().Be("Complete");
    }

    public void Dispose() => _folder.Dispose();

    private string Away => _folder.Reports + ".away";

    private static ReportJob JobWith(string reportId, int attempt) => new() { ReportId = reportId, Request = "", Attempt = attempt };

    private static async Task FailFirstAttempt(ServiceStorage storage, Duration delay)
    {
        await storage.Enqueue();
        (await storage.Outcomes.Retry((await storage.Claim())!, delay, CancellationToken.None)).Should().BeTrue();
    }

    private void PutFileInPlaceOfReportsFolder()
    {
        Directory.Move(_folder.Reports, Away);
        File.WriteAllText(_folder.Reports, "in the way");
    }

    private void RestoreReportsFolder()
    {
        File.Delete(_folder.Reports);

        // An attempt may make the folder just now.
        if (!Directory.Exists(_folder.Reports))
            Directory.CreateDirectory(_folder.Reports);
    }
}
