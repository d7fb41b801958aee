using System.Globalization;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What a power cut in the middle of an ingest leaves behind: all of a file or none, and a database that works.</summary>
public sealed class IngestKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    [Theory]
    [InlineData("store_status.csv: 25 %", 0)]
    [InlineData("store_status.csv: 50 %", 20)]
    [InlineData("store_status.csv: 75 %", 0)]
    [InlineData("store_status.csv: 100 %", 30)]
    [InlineData("store_status.csv: 100 %", 150)]
    [InlineData("menu_hours.csv: 25 %", 0)]
    public Task A_killed_ingest_leaves_all_or_nothing_and_the_next_one_succeeds(string progress, int atMostMilliseconds) =>
        RandomRuns.Repeat(1, async random =>
        {
            using var folder = sample.NewFolder();
            using (var ingest = ServiceProcess.Start(folder, "ingest"))
            {
                await ingest.WaitForDiagnostic(progress);
                await Task.Delay(random.Next(atMostMilliseconds + 1));
                await ingest.Kill();
            }

            using (var copy = new DatabaseCopy(folder.Database))
                sample.ShouldBeWholeFiles(copy);

            var next = await folder.Run("ingest");

            next.Code.Should().Be(0, next.Diagnostics);
            Polls(folder).Should().Be(sample.Polls);
            (await folder.Report()).SequenceEqual(sample.Report).Should().BeTrue();
        });

    [Fact]
    public async Task An_interrupted_ingest_stores_nothing_and_says_so()
    {
        using var folder = sample.NewFolder();
        using var ingest = ServiceProcess.Start(folder, "ingest");
        await ingest.WaitForDiagnostic("store_status.csv: 25 %");

        await ingest.Signal("INT");

        (await ingest.Exit()).Should().Be(130);
        ingest.Diagnostics.Should().Contain("cancelled: the work in progress is rolled back").And.NotContain("   at ");
        using var copy = new DatabaseCopy(folder.Database);
        copy.ShouldBeWhole();
        copy.Count("polls").Should().Be(0);
    }

    [Fact]
    public async Task An_undisturbed_ingest_stores_every_poll()
    {
        using var folder = sample.NewFolder();
        using var ingest = ServiceProcess.Start(folder, "ingest");

        (await ingest.Exit()).Should().Be(0);
        ingest.Results.Should().Contain(string.Create(CultureInfo.InvariantCulture, $"store_status.csv: read {sample.Polls}, stored {sample.Polls}, "));
        Polls(folder).Should().Be(sample.Polls);
    }

    private static long Polls(ServiceFolder folder)
    {
        using var copy = new DatabaseCopy(folder.Database);
        return copy.Count("polls");
    }
}
