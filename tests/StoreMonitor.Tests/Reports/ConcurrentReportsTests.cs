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

        (await service.Client.CsvOf(reportIds[^1])).Should().Be($"{ServiceFolder.Header}always-up,60.00,24.00,24.00,0.00,0.00,0.00\n");
        (await service.Client.CsvOf(reportIds[0])).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Reports_that_are_computed_side_by_side_have_the_right_bytes()
    {
        using var folder = ServiceFolder.WithExamples();
        using var parallel = new ServiceFactory(folder) { ReportsAtOnce = 4 };
        using var client = parallel.CreateQuietClient();
        string[] stores = ["always-up", "last-week", "not-counted", "up-then-down"];

        var reportIds = await Task.WhenAll(stores.Select(store => client.Trigger($"/api/stores/{store}/trigger_report")));
        var reports = await Task.WhenAll(reportIds.Select(client.CsvOf));

        reports.Select(csv => csv.Split('\n')[1]).Should().Equal(ServiceFolder.ExamplesReport.Split('\n')[1..5]);
    }

    private async Task<byte[]> BytesOf(string reportId)
    {
        (await service.Client.WaitUntilDone(reportId)).Should().Be("Complete");
        return await service.Client.GetByteArrayAsync($"/get_report/{reportId}");
    }
}
