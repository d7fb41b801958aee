using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Two processes on one database take turns, and each keeps its promises.</summary>
public sealed class TwoProcessesTests(SampleFiles sample) : IClassFixture<SampleFiles>
{
    private const int OtherStores = 50;
    private const int PollsOfEach = 1_440;

    [Fact]
    public async Task Two_ingests_of_different_files_at_once_both_store_all_of_theirs()
    {
        using var folder = sample.NewFolder();
        using var other = WithOtherStores();

        using var one = ServiceProcess.Start(folder, "ingest");
        using var two = ServiceProcess.Start(["ingest", "--data", other.Data, "--database", folder.Database, "--reports", other.Reports], []);

        (await one.Exit()).Should().Be(0, one.Diagnostics);
        (await two.Exit()).Should().Be(0, two.Diagnostics);
        using var copy = new DatabaseCopy(folder.Database);
        copy.ShouldBeWhole();
        copy.Count("stores").Should().Be(SampleFiles.Stores + OtherStores);
        copy.Count("polls").Should().Be(sample.Polls + (OtherStores * PollsOfEach));
    }

    [Fact]
    public async Task Reports_asked_for_while_another_process_ingests_are_of_all_facts_or_of_those_before()
    {
        using var folder = sample.NewIngestedFolder();
        using var other = WithOtherStores();
        var (service, client) = await ServiceProcess.Serve(folder);
        using var running = service;
        using var calls = client;
        var reportIds = new List<string>();

        using var ingest = ServiceProcess.Start(["ingest", "--data", other.Data, "--database", folder.Database, "--reports", other.Reports], []);
        do
            reportIds.Add(await client.Trigger());
        while (await client.WaitUntilDone(reportIds[^1]) == "Complete" && !ingest.HasExited);

        (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        var before = Encoding.UTF8.GetString(sample.Report);
        var after = Encoding.UTF8.GetString(await folder.Report());
        foreach (var reportId in reportIds)
            (await client.CsvOf(reportId)).Should().BeOneOf(before, after);
        (await client.CsvOf(await client.Trigger())).Should().Be(after);
    }

    // Each has a poll a minute of a day that the sample has, so the as-of instant stays as it is.
    private static ServiceFolder WithOtherStores() => new ServiceFolder().WritePolls(
        [.. from store in Enumerable.Range(0, OtherStores)
            from minute in Enumerable.Range(0, PollsOfEach)
            select $"other-{store},active,2024-11-18 {minute / 60:00}:{minute % 60:00}:00 UTC"]);
}
