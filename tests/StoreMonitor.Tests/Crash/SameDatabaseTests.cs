using System.Diagnostics;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>One database by two names, and another one in the place of it.</summary>
public sealed class SameDatabaseTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly TempFolder _links = new();

    [Fact]
    public async Task Two_services_on_one_database_by_a_symbolic_link_are_refused()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        var link = _links.Of("link.db");
        File.CreateSymbolicLink(link, _folder.Database);
        var folderLink = _links.Of("folder");
        Directory.CreateSymbolicLink(folderLink, _folder.Data);

        foreach (var name in new[] { link, Path.Combine(folderLink, "store-monitor.db") })
        {
            using var second = ServiceProcess.Start(
                ["serve", "--urls", "http://127.0.0.1:0", "--data", _folder.Data, "--database", name, "--reports", _links.Of("reports")], []);

            (await second.Exit()).Should().Be(1);
            second.Diagnostics.Should().Contain("another service runs on the database").And.NotContain("   at ");
        }
    }

    [FactOnLinux]
    public async Task A_database_with_hard_links_is_refused_before_anything_is_written()
    {
        await _folder.Run("ingest");
        var link = _links.Of("link.db");
        using (var linked = Process.Start("ln", [_folder.Database, link]))
            await linked.WaitForExitAsync();

        var ingest = await _folder.Run("ingest");
        using var service = ServiceProcess.Start(_folder, "serve", "--urls", "http://127.0.0.1:0");

        ingest.Code.Should().Be(1);
        ingest.Diagnostics.Should().Contain("has 2 names (hard links)");
        (await service.Exit()).Should().Be(1);
        service.Diagnostics.Should().Contain("has 2 names (hard links)").And.NotContain("   at ");
        File.Delete(link);
        (await _folder.Run("ingest")).Code.Should().Be(0);
    }

    [Fact]
    public async Task A_service_whose_database_is_replaced_is_not_ready_and_completes_no_report_from_it()
    {
        await _folder.Run("ingest");
        var copy = await File.ReadAllBytesAsync(_folder.Database);
        _folder.WritePolls("always-up,inactive,2024-10-07 13:00:00 UTC");
        await _folder.Run("ingest");
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        await client.TriggerAndWait();
        File.Move(_folder.Database, _links.Of("away.db"));
        File.Delete(_folder.Database + AcknowledgedFile.Suffix);
        await File.WriteAllBytesAsync(_folder.Database, copy);

        using var ready = await client.GetAsync("/health/ready");
        ((int)ready.StatusCode).Should().Be(503);
        using var trigger = await client.PostAsync("/trigger_report", null);
        if (trigger.IsSuccessStatusCode)
        {
            var id = (await trigger.Content.ReadAsStringAsync()).Split('"')[3];
            (await client.WaitUntilDone(id)).Should().Be("Failed");
            (await client.StatusOf(id)).GetProperty("error").GetString().Should().Contain("replaced");
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _links.Dispose();
    }
}
