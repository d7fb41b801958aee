using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A trigger that the file of jobs cannot take is answered so that the client comes again, and what was acknowledged stays.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class UnrecordedReportTests
{
    [FactOnSmallDisk]
    public async Task On_a_full_disk_the_client_is_told_to_come_again_and_nothing_acknowledged_is_lost()
    {
        using var disk = SmallDisk.Mount(2 << 20);
        using var folder = ServiceFolder.WithExamples();
        var database = Path.Combine(disk.Path, "full.db");
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.None, database);
        using var running = service;
        using var calls = client;
        var before = await client.TriggerAndWait();
        disk.Fill();

        var acknowledged = await TriggerUntilRefused(client, "the disk is full");

        (await client.CsvOf(before)).Should().Be(ServiceFolder.ExamplesReport);
        disk.Free();
        foreach (var reportId in acknowledged.Append(await client.Trigger()))
            (await client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
        using var left = new DatabaseCopy(database + JobsFile.Suffix);
        left.ShouldBeWhole();
        left.Count("report_jobs").Should().Be(acknowledged.Count + 2);
    }

    // The facts are only read by a report; its job is written beside them.
    [Fact]
    public async Task On_a_database_that_may_only_be_read_reports_go_on()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.None, $"Data Source={folder.Database};Mode=ReadOnly");
        using var running = service;
        using var calls = client;

        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [FactOnLinux]
    public async Task Where_the_file_of_the_jobs_may_only_be_read_the_service_does_not_start()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var jobs = new JobsFile(new Database(folder.Database));
        jobs.Prepare();
        File.SetUnixFileMode(jobs.Path, UnixFileMode.UserRead);

        using var service = ServiceProcess.Start(Launcher.BoundByPermissions, ["serve", "--urls", "http://127.0.0.1:0", .. folder.Options], []);

        (await service.Exit()).Should().Be(1);
        service.Diagnostics.Should().Contain($"failed: the database cannot be written: it, or its folder, is read-only ({jobs.Path})").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("/trigger_report")]
    [InlineData("/api/stores/always-up/trigger_report")]
    public async Task Without_a_database_the_client_is_told_to_come_again(string path)
    {
        using var folder = ServiceFolder.WithExamples();
        using var factory = new ServiceFactory(folder);
        using var client = factory.CreateQuietClient();
        File.Delete(folder.Database);

        (await TriggerUntilRefused(client, "the database file cannot be opened", path)).Should().BeEmpty();
    }

    // The ids of those that were acknowledged before.
    private static async Task<List<string>> TriggerUntilRefused(HttpClient client, string reason, string path = "/trigger_report")
    {
        var acknowledged = new List<string>();
        while (true)
        {
            using var response = await client.PostAsync(path, null);
            if (response.IsSuccessStatusCode)
            {
                acknowledged.Add(response.Headers.Location!.OriginalString[^32..]);
                continue;
            }

            await response.ShouldBeProblem(503);
            response.Headers.RetryAfter.Should().NotBeNull();
            (await response.Content.ReadAsStringAsync()).Should().Contain("the report could not be recorded").And.Contain(reason);
            return acknowledged;
        }
    }
}
