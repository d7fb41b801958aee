using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A file that the system lets grow no longer (<c>ulimit -f</c>): it is named, and the process lives to say so.</summary>
public sealed class FileSizeLimitTests
{
    // More than the schema, less than any of what is written here.
    private const int LimitKibibytes = 512;
    private const int WideStores = 6_000;
    private const string Reason = " would exceed the limit on the size of files";

    [Fact]
    public async Task A_report_beyond_it_names_its_file_and_leaves_the_old_one()
    {
        using var folder = WithWideStores();
        await folder.Run("ingest");
        var path = Path.Combine(folder.Reports, "output.csv");
        await File.WriteAllTextAsync(path, "old");

        using var report = Start(["report", "--force", "--output", path, .. folder.Options]);

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Trim().Should().Be($"failed: {path}{Reason}");
        (await File.ReadAllTextAsync(path)).Should().Be("old");
        ShouldBeWhole(folder, WideStores);
    }

    [Fact]
    public async Task A_sample_beyond_it_names_its_file_and_leaves_no_half()
    {
        using var folder = new TempFolder();

        using var sample = Start(["sample", "--output", folder.Path, "--stores", "100", "--days", "60"]);

        (await sample.Exit()).Should().Be(1);
        sample.Diagnostics.Trim().Should().Be($"failed: {folder.Of("store_status.csv")}{Reason}");
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("menu_hours.csv", "timezones.csv", ".sample-files");
    }

    [Fact]
    public async Task An_ingest_whose_database_would_grow_beyond_it_names_it_and_stores_nothing()
    {
        using var folder = WithWideStores();

        using var ingest = Start(["ingest", .. folder.Options]);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().MatchRegex($"failed: {folder.Database}(-wal)?{Reason}").And.NotContain("   at ");
        ShouldBeWhole(folder, 0);
    }

    [Fact]
    public async Task A_database_that_cannot_even_be_made_is_named()
    {
        using var folder = ServiceFolder.WithExamples();

        using var ingest = ServiceProcess.Start(Launcher.FileLimit(8), ["ingest", .. folder.Options], []);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().MatchRegex($"failed: {folder.Database}[a-z-]*{Reason}").And.NotContain("   at ");
        (await folder.Run("ingest")).Code.Should().Be(0);
    }

    [Fact]
    public async Task An_ingest_whose_list_of_rejected_rows_would_grow_beyond_it_names_the_list_and_stores_nothing()
    {
        using var folder = new ServiceFolder()
            .WritePolls(["a,active,2024-10-07 12:00:00 UTC", .. Enumerable.Range(0, 20_000).Select(i => $"a,?{i},2024-10-07 12:00:00 UTC")]);

        using var ingest = Start(["ingest", .. folder.Options]);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().MatchRegex($"failed: {folder.Reports}/rejected-rows-[^ ]*\\.csv{Reason}").And.NotContain("   at ");
        ShouldBeWhole(folder, 0);
    }

    [Fact]
    public async Task An_ingest_whose_scratch_file_would_grow_beyond_it_says_so_and_stores_nothing()
    {
        // More than a released program sorts at once, and of one store, so that what is laid aside outgrows all else.
        const int Polls = 2_200_000;
        using var folder = new ServiceFolder()
            .WritePolls(Enumerable.Range(0, Polls).Select(i => $"a,active,2024-10-07 12:00:0{i / 1_000_000}.{i % 1_000_000:d6} UTC"));

        using var ingest = Start(["ingest", .. folder.Options]);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().Contain(Reason).And.NotContain("   at ");
        ShouldBeWhole(folder, 0);
    }

    [Fact]
    public async Task An_ingest_has_stored_all_although_its_log_may_not_be_moved_into_a_longer_database()
    {
        using var folder = WithWideStores();
        await folder.Run("ingest");
        folder.WritePolls($"{WideStores - 1:d128},inactive,2024-10-07 12:30:00 UTC");

        using var ingest = Start(["ingest", .. folder.Options]);

        (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        ingest.Results.Should().Contain("store_status.csv: read 1, stored 1, ");
        ShouldBeWhole(folder, WideStores + 1);
    }

    [Fact]
    public async Task A_prune_whose_log_would_grow_beyond_it_names_it_and_keeps_what_it_had_not_come_to()
    {
        using var folder = WithWideStores();
        await folder.Run("ingest");

        using var prune = Start(["prune", "--older-than", "1d", "--yes", .. folder.Options]);

        (await prune.Exit()).Should().Be(1);
        prune.Diagnostics.Should().MatchRegex($"failed: {folder.Database}(-wal)?{Reason}").And.NotContain("   at ");
        using var left = new DatabaseCopy(folder.Database);
        left.ShouldBeWhole();
        left.Count("polls").Should().BeInRange(1, WideStores - 1);
    }

    [Fact]
    public async Task A_report_of_the_service_beyond_it_fails_with_the_reason()
    {
        using var folder = WithWideStores();
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.FileLimit(null));
        using var running = service;
        using var calls = client;
        await service.LimitFiles(LimitKibibytes * 1_024);

        var failed = await client.Trigger();

        (await client.WaitUntilDone(failed)).Should().Be("Failed");
        (await client.StatusOf(failed)).GetProperty("error").GetString().Should().Be("the file of the report" + Reason);
        folder.Partials().Should().BeEmpty();
    }

    // Ids as long as they may be, for files of some length.
    private static ServiceFolder WithWideStores() => new ServiceFolder()
        .WritePolls([.. Enumerable.Range(0, WideStores).Select(i => $"{i:d128},active,2024-10-07 12:00:00 UTC")]);

    private static ServiceProcess Start(string[] arguments) => ServiceProcess.Start(Launcher.FileLimit(LimitKibibytes), arguments, []);

    private static void ShouldBeWhole(ServiceFolder folder, int polls)
    {
        folder.Partials().Should().BeEmpty();
        using var left = new DatabaseCopy(folder.Database);
        left.ShouldBeWhole();
        left.Count("polls").Should().Be(polls);
    }
}
