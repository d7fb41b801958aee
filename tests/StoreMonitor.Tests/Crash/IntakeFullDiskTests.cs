using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>The intake of live polls on a small mounted disk that fills up.</summary>
public sealed class IntakeFullDiskTests
{
    private const int DiskBytes = 2_000 * 1_024;

    [FactOnSmallDisk]
    public async Task Polls_are_refused_while_the_disk_is_full_and_nothing_acknowledged_is_lost()
    {
        using var disk = SmallDisk.Mount(DiskBytes);
        using var folder = new ServiceFolder();
        var database = Path.Combine(disk.Path, "live.db");
        var (service, client) = await ServiceProcess.Serve(folder, database: database, environment: ("Polls__FoldAt", "300"));
        using var running = service;
        using var calls = client;
        var acknowledged = 0;
        disk.Fill(leave: 400 * 1_024);

        var refused = 0;
        for (var request = 0; refused < 3; request++)
        {
            using var response = await client.PostPolls(Rows(request), "text/csv");
            if ((int)response.StatusCode == 200)
            {
                acknowledged++;
                refused.Should().Be(0, "the disk stays full");
                continue;
            }

            await response.ShouldBeProblem(503);
            response.Headers.RetryAfter.Should().NotBeNull();
            request = acknowledged - 1;
            refused++;
        }

        disk.Free();
        using var again = await client.PostPolls(Rows(acknowledged), "text/csv");

        ((int)again.StatusCode).Should().Be(200);
        acknowledged.Should().BePositive();
        Facts.In(database).Polls.Should().HaveCount(50 * (acknowledged + 1));
        service.Diagnostics.Should().Contain("the disk is full").And.NotContain("   at ");
    }

    private static string Rows(int request) => "store_id,status,timestamp_utc\n" + string.Concat(Enumerable.Range(0, 50)
        .Select(store => $"s{store},active,2024-10-07 {request / 60 % 24:00}:{request % 60:00}:00.{request / 1_440:00} UTC\n"));
}
