using System.Diagnostics;
using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Power cuts at random moments of a verb. Four of the seven kinds of kill.</summary>
public sealed class RandomVerbKillTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    // Above what making the schema takes once its file is there.
    private const int LongestSchemaMilliseconds = 60;

    [Fact]
    public Task A_first_start_killed_at_a_random_moment_leaves_a_database_that_the_next_start_completes() =>
        RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            using var folder = ServiceFolder.WithExamples();
            using (var first = ServiceProcess.Start(folder, "ingest"))
            {
                await ServiceWait.Eventually(() => first.HasExited || File.Exists(folder.Database), "the database file is made");
                await KillWithin(first, TimeSpan.FromMilliseconds(LongestSchemaMilliseconds), random);
            }

            using (var left = new DatabaseCopy(folder.Database))
            {
                left.ShouldBeWhole();
                left.Count("facts").Should().BeOneOf(0, 1);
            }

            var next = await folder.Run("ingest");

            next.Code.Should().Be(0, next.Diagnostics);
            using var completed = new DatabaseCopy(folder.Database);
            completed.Count("facts").Should().Be(1);
            folder.Partials().Should().BeEmpty();
        });

    [Fact]
    public async Task An_ingest_killed_at_a_random_moment_leaves_all_or_nothing_of_each_file()
    {
        var undisturbed = await TimeOf(sample.NewFolder, "ingest");

        await RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            using var folder = sample.NewFolder();
            using (var ingest = ServiceProcess.Start(folder, "ingest"))
                await KillWithin(ingest, undisturbed, random);

            using (var left = new DatabaseCopy(folder.Database))
                sample.ShouldBeWholeFiles(left);

            var next = await folder.Run("ingest");

            next.Code.Should().Be(0, next.Diagnostics);
            (await folder.Report()).SequenceEqual(sample.Report).Should().BeTrue("the next ingest has every fact stored");
        });
    }

    [Fact]
    public async Task A_report_killed_at_a_random_moment_leaves_its_output_as_it_was_or_whole()
    {
        var undisturbed = await TimeOf(sample.NewIngestedFolder, "report");

        await RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            using var folder = sample.NewIngestedFolder();
            var output = ReportVerb(folder)[^1];
            var old = random.Next(2) == 0 ? null : "old";
            if (old is not null)
                await File.WriteAllTextAsync(output, old);
            using (var report = ServiceProcess.Start(folder, ReportVerb(folder)))
                await KillWithin(report, undisturbed, random);

            (File.Exists(output) ? await File.ReadAllTextAsync(output) : null).Should().BeOneOf(old, Encoding.UTF8.GetString(sample.Report));

            var next = await folder.Run(ReportVerb(folder));

            next.Code.Should().Be(0, next.Diagnostics);
            (await File.ReadAllBytesAsync(output)).SequenceEqual(sample.Report).Should().BeTrue();
            folder.Partials().Should().BeEmpty();
            using var database = new DatabaseCopy(folder.Database);
            database.ShouldBeWhole();
        });
    }

    // To a file of its own: without polls the default name is of the clock, and what is half written under it waits for the next serve.
    private static string[] ReportVerb(ServiceFolder folder) => ["report", "--force", "--output", Path.Combine(folder.Reports, "output.csv")];

    private static async Task KillWithin(ServiceProcess process, TimeSpan span, Random random)
    {
        await Task.Delay(random.NextDouble() * span);
        await process.Kill();
    }

    private static async Task<TimeSpan> TimeOf(Func<ServiceFolder> newFolder, string verb)
    {
        using var folder = newFolder();
        var started = Stopwatch.GetTimestamp();
        using var process = ServiceProcess.Start(folder, verb);
        (await process.Exit()).Should().Be(0, process.Diagnostics);
        return Stopwatch.GetElapsedTime(started);
    }
}
