using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A trigger that the database cannot take is answered so that the client comes again, and what was acknowledged stays.</summary>
public sealed class UnrecordedReportTests
{
    [FactOnSmallDisk]
    public async Task On_a_full_disk_the_client_is_told_to_come_again_and_nothing_acknowledged_is_lost()
    {
        using var disk = SmallDisk.Mount(2 << 20);
        using var folder = ServiceFolder.WithExamples();
        var database = Path.Combine(disk.Path, "full.db");
        var filler = Path.Combine(disk.Path, "filler");
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.None, database);
        using var running = service;
        using var calls = client;
        var before = await client.TriggerAndWait();
        Fill(filler);

        var acknowledged = await TriggerUntilRefused(client, "the disk is full");

        (await client.CsvOf(before)).Should().Be(ServiceFolder.ExamplesReport);
        File.Delete(filler);
        foreach (var reportId in acknowledged.Append(await client.Trigger()))
            (await client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
        using var left = new DatabaseCopy(database);
        left.ShouldBeWhole();
        left.Count("report_jobs").Should().Be(acknowledged.Count + 2);
    }

    [Fact]
    public async Task On_a_database_that_may_only_be_read_the_client_is_told_to_come_again()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var (service, client) = await ServiceProcess.Serve(folder, Launcher.None, $"Data Source={folder.Database};Mode=ReadOnly");
        using var running = service;
        using var calls = client;

        (await TriggerUntilRefused(client, "the database cannot be written: it, or its folder, is read-only")).Should().BeEmpty();
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

    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var page = new byte[4_096];
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // Full, as it is to be.
        }
    }
}
