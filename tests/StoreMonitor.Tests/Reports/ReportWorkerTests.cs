using NodaTime;
using StoreMonitor.Files;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Reports;

public class ReportWorkerTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceStorage _storage;

    public ReportWorkerTests()
    {
        _storage = new ServiceStorage(_folder);
        _storage.Ingest();
    }

    [Fact]
    [OnSqlite]
    public async Task A_job_left_running_by_a_process_that_ended_is_run_again()
    {
        var reportId = await _storage.Enqueue();
        await _storage.Claim();

        await _storage.Worker.StartAsync(CancellationToken.None);

        await _storage.WaitUntil(reportId, ReportState.Complete);
        (await File.ReadAllTextAsync(_folder.ReportPath(reportId))).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_finished_job_is_not_run_again_by_the_next_worker()
    {
        var finished = await _storage.Enqueue();
        await _storage.Force(finished, ReportState.Complete);

        await _storage.Worker.StartAsync(CancellationToken.None);

        await _storage.WaitUntil(await _storage.Enqueue(), ReportState.Complete);
        File.Exists(_folder.ReportPath(finished)).Should().BeFalse();
    }

    [Fact]
    public async Task Half_written_reports_are_removed_at_start_and_whole_ones_kept()
    {
        var partial = AtomicFile.NewPartialOf(_folder.ReportPath(ServiceCalls.UnknownId));
        var whole = _folder.ReportPath(ServiceCalls.UnknownId);
        await File.WriteAllTextAsync(partial, "half");
        await File.WriteAllTextAsync(whole, "whole");

        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();

        File.Exists(partial).Should().BeFalse();
        File.Exists(whole).Should().BeTrue();
    }

    [Fact]
    public async Task No_half_written_file_is_left_by_a_report_that_failed()
    {
        var reportId = await _storage.Enqueue();
        Directory.CreateDirectory(_folder.ReportPath(reportId));

        await _storage.Worker.StartAsync(CancellationToken.None);

        await _storage.WaitUntil(reportId, ReportState.Failed);
        _folder.Partials().Should().BeEmpty();
    }

    [Fact]
    public async Task A_report_that_fails_does_not_end_the_worker()
    {
        var failing = await _storage.Enqueue();
        Directory.CreateDirectory(_folder.ReportPath(failing));

        // Another request: a later attempt of the failing one would share its file.
        var next = await _storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromHours(2), ServiceStorage.ExamplesAsOf));

        await _storage.Worker.StartAsync(CancellationToken.None);

        await _storage.WaitUntil(failing, ReportState.Failed);
        await _storage.WaitUntil(next, ReportState.Complete);
    }

    [Fact]
    public async Task Stopping_the_worker_leaves_jobs_that_wait_to_the_next()
    {
        await _storage.Worker.StartAsync(CancellationToken.None);
        await _storage.Worker.StopAsync(CancellationToken.None);
        var reportId = await _storage.Enqueue();

        using var next = new ServiceStorage(_folder);
        await next.Worker.StartAsync(CancellationToken.None);

        await next.WaitUntil(reportId, ReportState.Complete);
        await next.Worker.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }
}
