using System.Globalization;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What a power cut in the middle of an ingest leaves behind: all of a file or none, and a database that works.</summary>
public sealed class IngestKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    // Above a second of work on an idle machine.
    private const int Repetitions = 8;

    // On a busy machine the signal can still come after the end.
    private const int Attempts = 3;

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

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task An_interrupted_ingest_stores_nothing_and_says_so(string signal, int exitCode)
    {
        var isInterrupted = false;
        for (var attempt = 0; attempt < Attempts && !isInterrupted; attempt++)
        {
            using var folder = sample.NewFolder();
            RepeatPolls(folder);
            using var ingest = ServiceProcess.Start(folder, "ingest");
            await ingest.WaitForDiagnostic("store_status.csv: 25 %");
            await ingest.Signal(signal);

            isInterrupted = await ingest.Exit() != 0;

            if (isInterrupted)
                await ShouldBeRolledBack(folder, ingest, exitCode);
        }

        isInterrupted.Should().BeTrue();
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

    // The same polls again and again, so that most of the work is still to be done when the signal arrives.
    private static void RepeatPolls(ServiceFolder folder)
    {
        var path = Path.Combine(folder.Data, "store_status.csv");
        var rows = File.ReadAllText(path);
        File.Delete(path);
        File.WriteAllText(path, rows);
        for (var i = 1; i < Repetitions; i++)
            File.AppendAllText(path, rows[(rows.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    private static async Task ShouldBeRolledBack(ServiceFolder folder, ServiceProcess ingest, int exitCode)
    {
        (await ingest.Exit()).Should().Be(exitCode, ingest.Diagnostics);
        ingest.Diagnostics.Should().Contain("cancelled: the work in progress is rolled back").And.NotContain("   at ");
        using var copy = new DatabaseCopy(folder.Database);
        copy.ShouldBeWhole();
        copy.Count("polls").Should().Be(0);
    }

    private static long Polls(ServiceFolder folder)
    {
        using var copy = new DatabaseCopy(folder.Database);
        return copy.Count("polls");
    }
}
