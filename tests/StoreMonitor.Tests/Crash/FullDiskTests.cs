using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>No room for what is to be written: by a limit on the length of files, which needs no rights, and on a real disk where one can be mounted.</summary>
public sealed class FullDiskTests
{
    // Less than the log of the wide stores, more than the schema.
    private const int IngestLimitKibibytes = 1_000;

    // Less than the report on the wide stores, more than the log of a few jobs.
    private const int ReportLimitKibibytes = 512;
    private const int WideStores = 6_000;

    [Fact]
    public async Task An_ingest_without_room_fails_and_leaves_what_was_there()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var before = Facts.In(folder.Database);
        using var large = WithWideStores();
        string[] ingest = ["ingest", "--data", large.Data, "--database", folder.Database, "--reports", folder.Reports];

        using var process = ServiceProcess.Start(Launcher.FileLimit(IngestLimitKibibytes), ingest, []);

        (await process.Exit()).Should().Be(1);
        process.Diagnostics.Should().Contain("would exceed the limit on the size of files").And.NotContain("   at ");
        process.Results.Should().BeEmpty();
        using var left = new DatabaseCopy(folder.Database);
        left.ShouldBeWhole();
        Facts.In(folder.Database).Polls.Should().Equal(before.Polls);
        using var withRoom = ServiceProcess.Start(ingest, []);
        (await withRoom.Exit()).Should().Be(0, withRoom.Diagnostics);
    }

    [FactOnSmallDisk]
    public async Task An_ingest_onto_a_full_disk_fails_and_says_that_it_is_full()
    {
        using var disk = SmallDisk.Mount(IngestLimitKibibytes * 1_024);
        using var large = WithWideStores();
        string[] ingest = ["ingest", "--data", large.Data, "--database", Path.Combine(disk.Path, "full.db"), "--reports", large.Reports];

        using var process = ServiceProcess.Start(ingest, []);

        (await process.Exit()).Should().Be(1);
        process.Diagnostics.Should().Contain("failed: the disk is full; the work in progress is rolled back").And.NotContain("   at ");
        using var left = new DatabaseCopy(Path.Combine(disk.Path, "full.db"));
        left.ShouldBeWhole();
        left.Count("polls").Should().Be(0);
    }

    [Fact]
    public async Task A_report_without_room_leaves_the_old_output_and_nothing_half_written()
    {
        using var folder = WithWideStores();
        await folder.Run("ingest");
        var path = Path.Combine(folder.Reports, "output.csv");
        await File.WriteAllTextAsync(path, "old");

        using var report = ServiceProcess.Start(Launcher.FileLimit(ReportLimitKibibytes), ["report", "--force", "--output", path, .. folder.Options], []);

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Should().StartWith("failed: ").And.NotContain("   at ");
        (await File.ReadAllTextAsync(path)).Should().Be("old");
        folder.Partials().Should().BeEmpty();
    }

    [FactOnSmallDisk]
    public async Task A_report_onto_a_full_disk_says_so_and_leaves_nothing_half_written()
    {
        using var disk = SmallDisk.MountFull();
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");

        var run = await folder.Run("report", "--force", "--output", Path.Combine(disk.Path, "output.csv"));

        run.Code.Should().Be(1);
        run.Diagnostics.Should().StartWith("failed: No space left on device").And.NotContain("   at ");
        disk.ShouldHoldNothingElse();
    }

    [Fact]
    public async Task A_service_without_room_fails_the_report_with_a_reason_and_completes_the_next_when_there_is_room()
    {
        using var folder = WithWideStores();
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.FileLimit(null));
        using var running = service;
        using var calls = client;
        await service.LimitFiles(ReportLimitKibibytes * 1_024);

        var failed = await client.Trigger();

        (await client.WaitUntilDone(failed)).Should().Be("Failed");
        (await client.StatusOf(failed)).GetProperty("error").GetString().Should().NotBeNullOrWhiteSpace();
        folder.Partials().Should().BeEmpty();
        await service.WaitForDiagnostic($"Report {failed} failed: ");
        service.Diagnostics.Should().NotContain("   at ");
        await service.LimitFiles(null);
        (await client.CsvOf(await client.Trigger())).Split('\n').Should().HaveCount(WideStores + 2);
        (await client.WaitUntilDone(failed)).Should().Be("Failed");
    }

    [Fact]
    public async Task A_service_that_cannot_write_its_database_acknowledges_nothing_and_goes_on_when_there_is_room()
    {
        using var folder = ServiceFolder.WithExamples();
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.FileLimit(null));
        using var running = service;
        using var calls = client;
        var before = await client.TriggerAndWait();
        await service.LimitFiles(1);

        using var refused = await client.PostAsync("/trigger_report", null);

        await refused.ShouldBeProblem(503);
        refused.Headers.RetryAfter.Should().NotBeNull();
        (await refused.Content.ReadAsStringAsync()).Should().Contain("the report could not be recorded");
        (await client.CsvOf(before)).Should().Be(ServiceFolder.ExamplesReport);
        await service.LimitFiles(null);
        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
        using var left = new DatabaseCopy(folder.Database);
        left.ShouldBeWhole();
    }

    // Ids as long as they may be, for a report that is larger than all else that is written.
    private static ServiceFolder WithWideStores() => new ServiceFolder()
        .WritePolls([.. Enumerable.Range(0, WideStores).Select(i => $"{i:d128},active,2024-10-07 12:00:00 UTC")]);
}
