using System.Net;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

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

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private async Task ShouldBeAliveButNotReady()
    {
        using var ready = await _client.GetAsync("/health/ready");
        using var live = await _client.GetAsync("/health/live");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
