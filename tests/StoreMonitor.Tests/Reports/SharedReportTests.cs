using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Reports that ask the same of unchanged facts share a file, and no others do.</summary>
public class SharedReportTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public SharedReportTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Fact]
    public async Task The_same_request_over_the_same_facts_writes_one_file()
    {
        var first = await _client.TriggerAndWait();
        var second = await _client.TriggerAndWait();

        (await _client.CsvOf(second)).Should().Be(await _client.CsvOf(first));
        FilesWritten().Should().Equal(_folder.ReportPath(first));
    }

    [Fact]
    public async Task A_shared_file_is_downloaded_under_the_name_of_the_report_that_was_asked_for()
    {
        await _client.TriggerAndWait();
        var second = await _client.TriggerAndWait();

        using var response = await _client.GetAsync($"/get_report/{second}");

        response.Content.Headers.ContentDisposition!.FileName.Should().Contain(second);
    }

    [Fact]
    public async Task Facts_that_come_late_change_the_next_report_with_the_same_as_of_instant()
    {
        var before = await _client.CsvOf(await _client.Trigger());
        _folder.WritePolls("always-up,inactive,2024-10-07 11:30:00 UTC");
        (await _folder.Run("ingest")).Code.Should().Be(0);

        var after = await _client.CsvOf(await _client.Trigger());

        before.Should().Contain("\nalways-up,60.00,");
        after.Should().Contain("\nalways-up,0.00,0.00,0.00,60.00,24.00,24.50\n");
    }

    [Theory]
    [InlineData("hours")]
    [InlineData("zone")]
    public async Task A_change_of_hours_or_zone_changes_the_next_report(string changed)
    {
        await _client.TriggerAndWait();
        if (changed == "hours")
            _folder.WriteHours("up-then-down,0,08:00,12:00");
        else
            _folder.WriteZones("up-then-down,Europe/Berlin");
        (await _folder.Run("ingest")).Code.Should().Be(0);

        var after = await _client.CsvOf(await _client.Trigger());

        after.Should().NotBe(ServiceFolder.ExamplesReport);
        after.Should().Be(System.Text.Encoding.UTF8.GetString(await _folder.Report()));
    }

    [Fact]
    public async Task A_report_on_one_store_and_one_on_all_share_nothing()
    {
        var all = await _client.TriggerAndWait();
        var one = await _client.TriggerAndWait("/api/stores/always-up/trigger_report");

        FilesWritten().Should().BeEquivalentTo([_folder.ReportPath(all), _folder.ReportPath(one)]);
    }

    [Fact]
    public async Task A_file_that_was_removed_is_not_shared_but_written_anew()
    {
        File.Delete(_folder.ReportPath(await _client.TriggerAndWait()));

        var second = await _client.CsvOf(await _client.Trigger());

        second.Should().Be(ServiceFolder.ExamplesReport);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private string[] FilesWritten() => Directory.GetFiles(_folder.Reports, "*.csv");
}
