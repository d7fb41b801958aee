using System.Net;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HealthTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public HealthTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_service_that_runs_is_alive_and_ready(string path)
    {
        using var response = await _client.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_without_its_reports_folder_is_alive_but_not_ready()
    {
        Directory.Delete(_folder.Reports, recursive: true);

        await ShouldBeAliveButNotReady();
    }

    [Fact]
    public async Task A_service_whose_database_is_damaged_is_alive_but_not_ready()
    {
        await File.WriteAllBytesAsync(_folder.Database, new byte[8_192]);
        File.Delete(_folder.Database + "-wal");

        await ShouldBeAliveButNotReady();
    }

    [Fact]
    public async Task A_service_whose_database_is_gone_is_alive_but_not_ready()
    {
        File.Move(_folder.Database, _folder.Database + ".away");

        await ShouldBeAliveButNotReady();
    }

    [Fact]
    public async Task A_trigger_makes_no_empty_database_in_place_of_one_that_is_gone()
    {
        File.Move(_folder.Database, _folder.Database + ".away");

        using var trigger = await _client.PostAsync("/trigger_report", null);

        trigger.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        File.Exists(_folder.Database).Should().BeFalse();
        await ShouldBeAliveButNotReady();
    }

    [Fact]
    public async Task A_service_without_its_worker_is_not_ready()
    {
        using var folder = ServiceFolder.WithExamples();
        using var withoutWorker = new ServiceFactory(folder) { RunsWorker = false };
        using var client = withoutWorker.CreateQuietClient();

        using var ready = await client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_service_is_ready_again_once_its_reports_folder_is_back()
    {
        Directory.Delete(_folder.Reports, recursive: true);
        using var before = await _client.GetAsync("/health/ready");
        Directory.CreateDirectory(_folder.Reports);

        using var after = await _client.GetAsync("/health/ready");

        before.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        after.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_whose_report_jobs_are_gone_or_damaged_is_alive_but_not_ready(bool isDamaged)
    {
        File.Move(Jobs, Jobs + ".away");
        if (isDamaged)
            await File.WriteAllBytesAsync(Jobs, new byte[8_192]);

        await ShouldBeAliveButNotReady();
    }

    [Fact]
    public async Task A_trigger_makes_no_empty_file_in_place_of_report_jobs_that_are_gone()
    {
        File.Move(Jobs, Jobs + ".away");

        using var trigger = await _client.PostAsync("/trigger_report", null);

        await trigger.ShouldBeProblem(503);
        File.Exists(Jobs).Should().BeFalse();
    }

    [Fact]
    public async Task A_service_whose_report_jobs_are_held_by_another_process_is_not_ready_and_is_again_afterwards()
    {
        using (var holder = new SqliteConnection($"Data Source={Jobs};Pooling=False"))
        {
            holder.Open();
            using var transaction = holder.BeginTransaction();
            await ShouldBeAliveButNotReady();
        }

        using var after = await _client.GetAsync("/health/ready");
        after.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_is_ready_while_another_process_ingests()
    {
        using var writer = new Database(_folder.Database).Open();
        using var transaction = writer.BeginTransaction();

        using var ready = await _client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_probe_leaves_nothing_behind()
    {
        using var ready = await _client.GetAsync("/health/ready");

        Directory.GetFiles(_folder.Reports).Should().BeEmpty();
        Directory.GetFiles(_folder.Data, ".probe*").Should().BeEmpty();
    }

    [FactOnLinux]
    public async Task A_service_whose_database_may_only_be_read_is_not_ready()
    {
        using var folder = ServiceFolder.WithExamples();
        (await folder.Run("ingest")).Code.Should().Be(0);
        File.SetUnixFileMode(folder.Database, UnixFileMode.UserRead);
        using var service = ServiceProcess.Start(Launcher.BoundByPermissions, ["serve", "--urls", "http://127.0.0.1:0", .. folder.Options], []);
        using var client = await service.WaitUntilItListens();

        using var ready = await client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [FactOnSmallDisk]
    public Task A_service_whose_reports_are_on_a_disk_that_is_nearly_full_is_not_ready() => ShouldNotBeReadyOnFullDisk(holdsReports: true);

    [FactOnSmallDisk]
    public Task A_service_whose_database_is_on_a_disk_that_is_nearly_full_is_not_ready() => ShouldNotBeReadyOnFullDisk(holdsReports: false);

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private string Jobs => _folder.Database + JobsFile.Suffix;

    private async Task ShouldNotBeReadyOnFullDisk(bool holdsReports)
    {
        const int DiskBytes = 4 << 20;
        using var disk = SmallDisk.Mount(DiskBytes);
        var database = holdsReports ? _folder.Database + "2" : Path.Combine(disk.Path, "some.db");
        string[] options = ["--data", _folder.Data, "--database", database, "--reports", holdsReports ? disk.Path : _folder.Reports];
        using var service = ServiceProcess.Start(["serve", "--urls", "http://127.0.0.1:0", .. options], []);
        using var client = await service.WaitUntilItListens();
        using var before = await client.GetAsync("/health/ready");
        before.StatusCode.Should().Be(HttpStatusCode.OK);
        var filler = Path.Combine(disk.Path, "filler");

        // Some room is left, though not enough for what comes next.
        await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk.Path).AvailableFreeSpace - (1 << 16)]);
        using var full = await client.GetAsync("/health/ready");
        File.Delete(filler);
        using var after = await client.GetAsync("/health/ready");

        full.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await full.Content.ReadAsStringAsync()).Should().Contain("its disk is full, or nearly so");
        after.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task ShouldBeAliveButNotReady()
    {
        using var ready = await _client.GetAsync("/health/ready");
        using var live = await _client.GetAsync("/health/live");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
