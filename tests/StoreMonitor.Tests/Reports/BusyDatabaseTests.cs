using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>While another process writes: facts, as a large ingest does, or report jobs.</summary>
public sealed class BusyDatabaseTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task While_facts_are_written_reports_are_acknowledged_and_computed_from_the_facts_before()
    {
        using var factory = new ServiceFactory(_folder);
        using var client = factory.CreateQuietClient();
        await client.TriggerAndWait("/api/stores/always-up/trigger_report");
        using var writer = new Database(_folder.Database).OpenForIntake();
        using var transaction = writer.BeginTransaction();
        Execute(writer, "DELETE FROM poll_chunks");

        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Triggers_are_told_to_come_again_while_another_process_holds_the_jobs_and_others_are_answered_meanwhile()
    {
        using var factory = new ServiceFactory(_folder);
        using var client = factory.CreateQuietClient();
        factory.Services.GetRequiredService<ReportQueue>().Patience = TimeSpan.FromSeconds(2);
        using var holder = HoldJobs();

        var triggers = Enumerable.Range(0, 40).Select(_ => client.PostAsync("/trigger_report", null)).ToList();
        using var live = await client.GetAsync("/health/live");
        var answers = await Task.WhenAll(triggers);

        live.StatusCode.Should().Be(HttpStatusCode.OK);
        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter != null);
        (await answers[0].Content.ReadAsStringAsync()).Should().Contain("held by another process");
    }

    [Fact]
    public async Task A_trigger_is_taken_again_once_the_other_is_done()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Queue.Patience = TimeSpan.FromSeconds(1);
        using (HoldJobs())
        {
            var busy = () => storage.Enqueue();
            await busy.Should().ThrowAsync<DatabaseBusyException>();
        }

        var reportId = await storage.Enqueue();

        (await storage.StateOf(reportId)).Should().Be(ReportState.Queued);
    }

    [Fact]
    public async Task A_report_that_finishes_while_another_process_holds_the_jobs_for_longer_than_the_timeout_is_complete_afterwards()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Ingest();
        var reportId = await storage.Enqueue();
        SqliteConnection holder;
        using (SqliteHold.Facts(_folder.Database))
        {
            await storage.Worker.StartAsync(CancellationToken.None);
            await storage.WaitUntil(reportId, ReportState.Running);
            holder = HoldJobs();
        }

        await ServiceWait.Eventually(() => File.Exists(_folder.ReportPath(reportId)), "the file is written");
        await Task.Delay(2 * ServiceStorage.BusyTimeout);
        var meanwhile = await storage.StateOf(reportId);
        holder.Dispose();

        meanwhile.Should().Be(ReportState.Running);
        await storage.WaitUntil(reportId, ReportState.Complete);
        await storage.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_report_that_finds_the_facts_held_for_longer_than_the_timeout_is_tried_again()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Ingest();
        var reportId = await storage.Enqueue();
        ReportState meanwhile;
        using (SqliteHold.Facts(_folder.Database))
        {
            await storage.Worker.StartAsync(CancellationToken.None);
            await storage.WaitUntil(reportId, ReportState.Running);
            await Task.Delay(2 * ServiceStorage.BusyTimeout);
            meanwhile = await storage.StateOf(reportId);
        }

        meanwhile.Should().BeOneOf([ReportState.Running, ReportState.Queued], "it is attempted again and again, and clients see Running");
        await storage.WaitUntil(reportId, ReportState.Complete);
        await storage.Worker.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("requeue")]
    public async Task Every_transition_outlasts_another_process_that_holds_the_jobs_for_longer_than_the_timeout(string transition)
    {
        using var storage = new ServiceStorage(_folder);
        var reportId = await storage.Enqueue();
        var job = transition == "claim" ? null : await storage.Claim();
        Task moving;
        using (HoldJobs())
        {
            moving = Task.Run<Task>(() => transition switch
            {
                "claim" => storage.Claim(),
                "complete" => storage.Outcomes.Complete(job!, ServiceStorage.FinishedWith(reportId), CancellationToken.None),
                "fail" => storage.Outcomes.Fail(job!, "a reason", CancellationToken.None),
                _ => storage.Claims.RequeueInterrupted(CancellationToken.None),
            }).Unwrap();
            await Task.Delay(2 * ServiceStorage.BusyTimeout);
            moving.IsCompleted.Should().BeFalse();
        }

        await moving;

        (await storage.StateOf(reportId)).Should().Be(transition switch
        {
            "claim" => ReportState.Running,
            "complete" => ReportState.Complete,
            "fail" => ReportState.Failed,
            _ => ReportState.Queued,
        });
    }

    public void Dispose() => _folder.Dispose();

    private SqliteConnection HoldJobs() => SqliteHold.Begin(_folder.Database + JobsFile.Suffix, "BEGIN IMMEDIATE");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
