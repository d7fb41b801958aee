using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class AsOfTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task Polls_that_arrive_after_the_trigger_do_not_change_the_report()
    {
        using var service = new ServiceFactory(_folder) { RunsWorker = false };
        using var client = service.CreateQuietClient();
        var reportId = await client.Trigger();
        _folder.WritePolls("up-then-down,active,2024-10-07 12:00:00.000001 UTC", "new,active,2024-10-08 10:00:00 UTC");
        (await _folder.Run("ingest")).Code.Should().Be(0);

        await service.StartWorker();

        (await client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_report_triggered_after_new_polls_has_the_latest_of_them_as_its_now()
    {
        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();
        await client.TriggerAndWait();
        _folder.WritePolls("new,active,2024-10-08 10:00:00 UTC");
        (await _folder.Run("ingest")).Code.Should().Be(0);

        var csv = await client.CsvOf(await client.Trigger());

        csv.Should().Contain("\nnew,60.00,24.00,24.00,0.00,0.00,0.00\n");
        csv.Should().Be(Encoding.UTF8.GetString(await _folder.Report("--as-of", "2024-10-08T10:00:00Z")));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("midpoint")]
    [InlineData("proportional")]
    public async Task The_same_as_of_instant_gives_the_same_bytes_before_and_after_later_polls(string interpolation)
    {
        await _folder.Run("ingest");
        var before = await _folder.Report("--as-of", "2024-10-07T12:00:00Z", "--interpolation", interpolation);
        _folder.WritePolls("a,inactive,2024-10-09 00:00:00 UTC", "always-up,inactive,2024-10-08 00:00:00 UTC");
        await _folder.Run("ingest");

        var after = await _folder.Report("--as-of", "2024-10-07T12:00:00Z", "--interpolation", interpolation);

        after.Should().Equal(before);
    }

    [Fact]
    public async Task The_same_facts_in_another_database_and_another_order_give_the_same_bytes()
    {
        using var other = ServiceFolder.WithExamples();
        var status = Path.Combine(other.Data, "store_status.csv");
        var lines = await File.ReadAllLinesAsync(status);
        await File.WriteAllLinesAsync(status, [lines[0], .. lines.Skip(1).Reverse()]);

        var bytes = await other.Report();

        bytes.Should().Equal(await _folder.Report());
    }

    [Fact]
    public async Task The_as_of_instant_of_a_store_report_is_the_latest_poll_of_all_stores()
    {
        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();

        var csv = await client.CsvOf(await client.Trigger("/api/stores/up-then-down/trigger_report"));

        csv.Should().Be($"{ServiceFolder.Header}up-then-down,30.00,2.50,2.50,30.00,0.50,0.50\n");
    }

    public void Dispose() => _folder.Dispose();
}
