using NodaTime;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A clock that is set forward or back while facts and jobs are there.</summary>
public sealed class MovedClockTests
{
    [Fact]
    public void After_the_clock_went_back_polls_ahead_of_it_are_rejected_and_those_stored_stay()
    {
        using var cli = new Cli();
        cli.IngestStatus("a,active,2024-10-14 12:00:00 UTC").Written.Stored.Should().Be(1);
        cli.Clock.AdvanceHours(-1);

        var summary = cli.IngestStatus("a,inactive,2024-10-14 12:00:00 UTC", "a,active,2024-10-14 11:00:00 UTC");

        (summary.Written.Stored, summary.Written.Replaced, summary.Rejected).Should().Be((1, 0, 1));
        cli.Facts.Polls.Should().Equal("a 2024-10-14T11:00:00Z active", "a 2024-10-14T12:00:00Z active");
    }

    [Fact]
    public void After_the_clock_went_forward_polls_once_ahead_of_it_are_stored()
    {
        using var cli = new Cli();
        cli.IngestStatus("a,active,2024-10-14 13:00:00 UTC", "a,active,2024-10-14 11:00:00 UTC").Rejected.Should().Be(1);
        cli.Clock.AdvanceHours(1);

        cli.IngestStatus("a,active,2024-10-14 13:00:00 UTC").Written.Stored.Should().Be(1);
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(-1)]
    [InlineData(400)]
    public async Task A_report_queued_before_the_clock_moved_completes_with_the_same_bytes(int days)
    {
        using var folder = ServiceFolder.WithExamples();
        using var storage = new ServiceStorage(folder);
        storage.Ingest();
        var waiting = await storage.Enqueue();
        var claimed = await storage.Enqueue(ServiceStorage.RequestWithCarry(Duration.FromDays(7), ServiceStorage.ExamplesAsOf));
        await storage.Claim();
        storage.Clock.AdvanceDays(days);

        await storage.Worker.StartAsync(CancellationToken.None);

        var expected = new Dictionary<string, byte[]> { [waiting] = await folder.Report(), [claimed] = await folder.Report("--max-carry", "P7D") };
        foreach (var reportId in expected.Keys)
        {
            await storage.WaitUntil(reportId, ReportState.Complete);
            var fileId = (await storage.Queue.Find(reportId, CancellationToken.None))!.FileId!;
            (await File.ReadAllBytesAsync(folder.ReportPath(fileId))).Should().Equal(expected[reportId]);
        }

        await storage.Worker.StopAsync(CancellationToken.None);
    }
}
