using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

/// <summary>The program and the server are killed at random moments: each file is stored whole or not at all, and nothing that was committed is lost.</summary>
[OnPostgres]
public sealed class ServerKillTests : IAsyncLifetime, IDisposable
{
    private const int Runs = 4;
    private const int LongestMilliseconds = 2_500;

    // The files, with a database of SQLite and its report to compare with.
    private readonly ServiceFolder _files = new();
    private Facts? _facts;
    private byte[] _report = [];

    public async Task InitializeAsync()
    {
        string[] sample =
            ["sample", "--output", _files.Data, "--stores", "10", "--days", "10", "--poll-every", "860", "--end", "2024-11-20T00:00:00Z"];
        (await _files.Run(sample)).Code.Should().Be(0);
        (await _files.Run("ingest")).Code.Should().Be(0);
        _facts = Facts.In(_files.Database);
        _report = await _files.Report();
    }

    [Fact]
    public Task A_program_that_is_killed_while_it_ingests_leaves_whole_files() => RandomRuns.Repeat(Runs, async random =>
    {
        var address = TestDatabase.NewAddress();
        using var folder = NewFolder();
        try
        {
            using (var ingest = Ingest(folder, address))
            {
                await Task.Delay(random.Next(LongestMilliseconds));
                await ingest.Kill();
            }

            await ShouldBeWholeAndGoOn(folder, address);
        }
        finally
        {
            TestDatabase.Drop(address);
        }
    });

    [Fact]
    public async Task A_server_that_is_killed_while_a_file_is_ingested_leaves_whole_files()
    {
        using var server = new PostgresServer();
        await RandomRuns.Repeat(Runs, async random =>
        {
            var address = server.AddressOf($"test_{random.Next()}");
            using var folder = NewFolder();
            using (var ingest = Ingest(folder, address))
            {
                await Task.Delay(random.Next(LongestMilliseconds));
                server.KillAndRestart();

                // It may have been done, or the outcome of a commit may have been found out.
                if (await ingest.Exit() != 0)
                    ingest.Diagnostics.Should().Contain("the database server").And.NotContain("   at ");
            }

            await ShouldBeWholeAndGoOn(folder, address);
        });
    }

    [Fact]
    public async Task A_report_that_was_acknowledged_completes_although_the_server_is_killed()
    {
        using var server = new PostgresServer();
        var address = server.AddressOf("facts");
        using var folder = NewFolder();
        using (var ingest = Ingest(folder, address))
            (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        var (service, client) = await ServiceProcess.Serve(folder, database: address);
        using var running = service;
        using var calls = client;

        var reportId = await client.Trigger("/trigger_report?max_carry=7d");
        server.KillAndRestart();

        (await client.WaitUntilDone(reportId)).Should().Be("Complete", service.Diagnostics);
        var again = await client.TriggerAndWait();
        (await client.GetByteArrayAsync($"/get_report?report_id={again}")).Should().Equal(_report);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _files.Dispose();

    private ServiceFolder NewFolder()
    {
        var folder = new ServiceFolder();
        foreach (var file in Directory.GetFiles(_files.Data, "*.csv"))
            File.CreateSymbolicLink(Path.Combine(folder.Data, Path.GetFileName(file)), file);
        return folder;
    }

    private static ServiceProcess Ingest(ServiceFolder folder, string address) =>
        ServiceProcess.Start(["ingest", "--data", folder.Data, "--database", address, "--reports", folder.Reports], []);

    private async Task ShouldBeWholeAndGoOn(ServiceFolder folder, string address)
    {
        if (Databases.Open(address).Exists)
            Facts.In(address).Polls.Count.Should().BeOneOf(0, _facts!.Polls.Count);

        using var ingest = Ingest(folder, address);
        (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        Facts.In(address).Should().BeEquivalentTo(_facts, facts => facts.WithStrictOrdering());
        var report = await folder.RunOn(address, "report", "--output", Path.Combine(folder.Reports, "again.csv"));
        report.Code.Should().Be(0, report.Diagnostics);
        (await File.ReadAllBytesAsync(Path.Combine(folder.Reports, "again.csv"))).Should().Equal(_report);
    }
}
