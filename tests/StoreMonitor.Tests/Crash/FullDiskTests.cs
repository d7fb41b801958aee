using StoreMonitor.Files;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Writes to a small mounted disk that fills up: the failure is reported, nothing is half written, and the program goes on once there is space.</summary>
public sealed class FullDiskTests
{
    // Less than the WAL, the report, the sample and the rejected rows of these tests take, and more than an empty database.
    private const int SmallDiskBytes = 1_000 * 1_024;

    // Enough for the database of the wide stores and its WAL.
    private const int LargeDiskBytes = 16 << 20;
    private const int WideStores = 6_000;
    private const string Full = "failed: the disk is full; the work in progress is rolled back";
    private const string NoSpace = "failed: No space left on device";

    [FactOnSmallDisk]
    public async Task An_ingest_without_space_fails_and_leaves_what_was_there()
    {
        using var disk = SmallDisk.Mount(SmallDiskBytes);
        using var folder = ServiceFolder.WithExamples();
        var database = Path.Combine(disk.Path, "full.db");
        (await folder.RunOn(database, "ingest")).Code.Should().Be(0);
        var before = Facts.In(database);
        using var large = WithWideStores();

        using var process = ServiceProcess.Start(["ingest", "--data", large.Data, "--database", database, "--reports", large.Reports], []);

        (await process.Exit()).Should().Be(1);
        process.Diagnostics.Should().Contain(Full).And.NotContain("   at ");
        process.Results.Should().BeEmpty();
        using var left = new DatabaseCopy(database);
        left.ShouldBeWhole();
        Facts.In(database).Polls.Should().Equal(before.Polls);
    }

    [FactOnSmallDisk]
    public async Task A_database_that_cannot_even_be_created_is_reported_and_is_created_once_there_is_space()
    {
        using var disk = SmallDisk.Mount(SmallDiskBytes);
        using var folder = ServiceFolder.WithExamples();
        string[] ingest = ["ingest", "--data", folder.Data, "--database", Path.Combine(disk.Path, "full.db"), "--reports", folder.Reports];
        disk.Fill();

        using var process = ServiceProcess.Start(ingest, []);

        (await process.Exit()).Should().Be(1);
        process.Diagnostics.Should().Contain("the disk is full").And.NotContain("   at ");
        disk.Free();
        using var withSpace = ServiceProcess.Start(ingest, []);
        (await withSpace.Exit()).Should().Be(0, withSpace.Diagnostics);
    }

    [FactOnSmallDisk]
    public async Task An_ingest_without_space_for_its_list_of_rejected_rows_stores_nothing()
    {
        using var disk = SmallDisk.Mount(SmallDiskBytes);
        using var folder = new ServiceFolder()
            .WritePolls(["a,active,2024-10-07 12:00:00 UTC", .. Enumerable.Range(0, 30_000).Select(i => $"a,?{i},2024-10-07 12:00:00 UTC")]);

        using var ingest = ServiceProcess.Start(["ingest", "--data", folder.Data, "--database", folder.Database, "--reports", disk.Path], []);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().Contain(NoSpace).And.Contain("rejected-rows-").And.NotContain("   at ");
        Directory.GetFiles(disk.Path).Should().BeEmpty();
        ShouldHold(folder.Database, polls: 0);
    }

    [FactOnSmallDisk]
    public async Task An_ingest_without_space_for_its_scratch_file_stores_nothing()
    {
        // More polls than a release build sorts in memory.
        const int Polls = 2_200_000;
        using var disk = SmallDisk.Mount(SmallDiskBytes);
        using var folder = new ServiceFolder()
            .WritePolls(Enumerable.Range(0, Polls).Select(i => $"a,active,2024-10-07 12:00:0{i / 1_000_000}.{i % 1_000_000:d6} UTC"));
        var database = Path.Combine(disk.Path, "full.db");

        using var ingest = ServiceProcess.Start(["ingest", "--data", folder.Data, "--database", database, "--reports", folder.Reports], []);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().Contain(NoSpace).And.NotContain("   at ");
        ShouldHold(database, polls: 0);
    }

    [FactOnSmallDisk]
    public async Task A_prune_without_space_for_its_log_keeps_what_it_has_not_removed()
    {
        using var disk = SmallDisk.Mount(LargeDiskBytes);
        using var folder = WithWideStores();
        var database = Path.Combine(disk.Path, "full.db");
        (await folder.RunOn(database, "ingest")).Code.Should().Be(0);
        disk.Fill(leave: SmallDiskBytes / 4);

        using var prune = ServiceProcess.Start(["prune", "--older-than", "1d", "--yes", "--data", folder.Data, "--database", database], []);

        (await prune.Exit()).Should().Be(1);
        prune.Diagnostics.Should().Contain("the disk is full").And.NotContain("   at ");
        using var left = new DatabaseCopy(database);
        left.ShouldBeWhole();
        left.Count("polls").Should().BeInRange(1, WideStores);
    }

    [FactOnSmallDisk]
    public async Task A_report_without_space_leaves_the_old_output_and_nothing_half_written()
    {
        using var disk = SmallDisk.Mount(SmallDiskBytes / 2);
        using var folder = WithWideStores();
        await folder.Run("ingest");
        var path = Path.Combine(disk.Path, "output.csv");
        await File.WriteAllTextAsync(path, "old");

        using var report = ServiceProcess.Start(["report", "--force", "--output", path, .. folder.Options], []);

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Should().StartWith(NoSpace).And.NotContain("   at ");
        Directory.GetFiles(disk.Path).Should().Equal(path);
        (await File.ReadAllTextAsync(path)).Should().Be("old");
    }

    [FactOnSmallDisk]
    public async Task A_report_onto_a_full_disk_leaves_nothing_half_written()
    {
        using var disk = SmallDisk.MountFull();
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");

        var run = await folder.Run("report", "--force", "--output", Path.Combine(disk.Path, "output.csv"));

        run.Code.Should().Be(1);
        run.Diagnostics.Should().StartWith(NoSpace).And.NotContain("   at ");
        disk.ShouldHoldNothingElse();
    }

    [FactOnSmallDisk]
    public async Task A_sample_without_space_leaves_no_half_of_a_file()
    {
        using var disk = SmallDisk.Mount(SmallDiskBytes);

        using var sample = ServiceProcess.Start(["sample", "--output", disk.Path, "--stores", "100", "--days", "60"], []);

        (await sample.Exit()).Should().Be(1);
        sample.Diagnostics.Should().StartWith(NoSpace).And.NotContain("   at ");
        Directory.GetFiles(disk.Path).Select(Path.GetFileName).Should().BeEquivalentTo("menu_hours.csv", "timezones.csv", ".sample-files");
    }

    [FactOnSmallDisk]
    public async Task A_service_without_space_attempts_the_report_again_and_completes_it_when_there_is_space()
    {
        using var disk = SmallDisk.Mount(2 * SmallDiskBytes);
        using var folder = WithWideStores();
        string[] options = ["--data", folder.Data, "--database", folder.Database, "--reports", disk.Path];
        using var service = ServiceProcess.Start(["serve", "--urls", "http://127.0.0.1:0", .. options], []);
        using var client = await service.WaitUntilItListens();
        disk.Fill();

        var reportId = await client.Trigger();

        await ServiceWait.Eventually(
            async () => (await client.StatusOf(reportId)).TryGetProperty("next_attempt_at", out _), "the first attempt has failed");
        (await client.StatusOf(reportId)).GetProperty("status").GetString().Should().Be("Running");
        await service.WaitForDiagnostic($"Attempt 1 of report {reportId} failed: ");
        service.Diagnostics.Should().NotContain("   at ");
        await ServiceWait.Eventually(
            () => Directory.GetFiles(disk.Path, $"*{AtomicFile.PartialSuffix}").Length == 0, "an attempt leaves nothing half written");
        disk.Free();
        (await client.CsvOf(reportId)).Split('\n').Should().HaveCount(WideStores + 2);
    }

    // Ids of the maximum length, for files of some size.
    private static ServiceFolder WithWideStores() => new ServiceFolder()
        .WritePolls([.. Enumerable.Range(0, WideStores).Select(i => $"{i:d128},active,2024-10-07 12:00:00 UTC")]);

    private static void ShouldHold(string database, int polls)
    {
        using var left = new DatabaseCopy(database);
        left.ShouldBeWhole();
        left.Count("polls").Should().Be(polls);
    }
}
