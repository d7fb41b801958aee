using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ConcurrentReportsTests(ServiceOnExamples service) : IClassFixture<ServiceOnExamples>
{
    [Fact]
    public async Task Forty_reports_at_once_all_complete_with_the_bytes_of_the_report_verb()
    {
        var expected = await service.Folder.Report();

        var reportIds = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.Client.Trigger()));
        var reports = await Task.WhenAll(reportIds.Select(BytesOf));

        reportIds.Should().OnlyHaveUniqueItems();
        reports.Should().OnlyContain(bytes => bytes.SequenceEqual(expected));
        service.Folder.Partials().Should().BeEmpty();
    }

    [Fact]
    public async Task A_report_on_one_store_among_reports_on_all_has_just_its_row()
    {
        var all = Enumerable.Range(0, 5).Select(_ => service.Client.Trigger());
        var one = service.Client.Trigger("/api/stores/always-up/trigger_report");

        var reportIds = await Task.WhenAll(all.Append(one));

        (await service.Client.CsvOf(reportIds[^1])).Should().Be($"{ServiceFolder.Header}always-up,60.00,24.00,168.00,0.00,0.00,0.00\n");
        (await service.Client.CsvOf(reportIds[0])).Should().Be(ServiceFolder.ExamplesReport);
    }

    private async Task<byte[]> BytesOf(string reportId)
    {
        (await service.Client.WaitUntilDone(reportId)).Should().Be("Complete");
        return await service.Client.GetByteArrayAsync($"/get_report/{reportId}");
    }
}
