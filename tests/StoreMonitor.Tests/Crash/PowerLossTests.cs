using System.Net;
using System.Security.Cryptography;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.PowerLoss;

namespace StoreMonitor.Tests.Crash;

/// <summary>
/// The power is cut at every sync of the real program, and nothing, some and all of what was not synced is on the disk afterwards.
/// What was acknowledged is there, and everything else is whole or not there.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    private static readonly double[] Chances = [0, 0.5, 1];

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [FactWithStrace]
    public Task A_first_ingest_is_there_once_it_is_acknowledged_and_is_whole_or_not_there_before() =>
        PlayIngest(before: []);

    [FactWithStrace]
    public async Task A_second_ingest_is_there_once_it_is_acknowledged_and_the_first_one_always()
    {
        await Ingest();
        var before = PollsIn(_folder);
        _folder.WritePolls("up-then-down,active,2024-10-07 11:30:00 UTC", "new,active,2024-10-07 12:00:00 UTC");

        await PlayIngest(before);
    }

    [FactWithStrace]
    public async Task A_removal_is_done_once_it_is_acknowledged_and_is_whole_or_not_begun_before()
    {
        await Ingest();
        var before = PollsIn(_folder);

        await ForEachPowerCut(["prune", "--before", "2024-10-07T11:00:00Z"], "removed ", (folder, isAcknowledged) =>
        {
            var polls = PollsIn(folder);

            if (isAcknowledged || !polls.SequenceEqual(before))
                polls.Should().Equal(PollsIn(_folder));
            return Task.CompletedTask;
        });
    }

    [FactWithStrace]
    public async Task A_backup_is_there_once_its_path_is_printed_and_is_whole_or_not_there_before()
    {
        await Ingest();
        var file = Path.Combine(_folder.Reports, "backup.db");

        await ForEachPowerCut(["backup", file], file, (folder, isAcknowledged) =>
        {
            var backup = Path.Combine(folder.Reports, "backup.db");

            if (isAcknowledged || File.Exists(backup))
                Facts.In(backup).Polls.Should().Equal(PollsIn(_folder));
            return Task.CompletedTask;
        });
    }

    [FactWithStrace]
    public async Task A_report_is_there_once_its_path_is_printed_and_is_whole_or_not_there_before()
    {
        await Ingest();
        var file = Path.Combine(_folder.Reports, "report.csv");

        await ForEachPowerCut(["report", "--output", file], file, async (folder, isAcknowledged) =>
        {
            var report = Path.Combine(folder.Reports, "report.csv");

            if (isAcknowledged || File.Exists(report))
                (await File.ReadAllTextAsync(report)).Should().Be(ServiceFolder.ExamplesReport);
        });
    }

    [FactWithStrace]
    public async Task A_report_of_the_service_is_known_once_it_is_acknowledged_and_has_its_file_once_it_is_complete()
    {
        const string Accepted = "202 Accepted";
        const string Complete = "\"status\":\"Complete\"";
        await Ingest();
        var reportId = "";

        await ForEachPowerCut(trace => TraceService(trace, async client => reportId = await client.TriggerAndWait()), [Accepted, Complete], async (folder, wasSaid) =>
        {
            using var storage = new ServiceStorage(folder);
            if (wasSaid(Accepted))
                (await storage.Queue.Find(reportId, CancellationToken.None)).Should().NotBeNull();
            if (wasSaid(Complete))
                (await storage.StateOf(reportId)).Should().Be(ReportState.Complete);
            if (wasSaid(Complete) || File.Exists(folder.ReportPath(reportId)))
                (await File.ReadAllTextAsync(folder.ReportPath(reportId))).Should().Be(ServiceFolder.ExamplesReport);
        });
    }

    [FactWithStrace]
    public async Task Live_polls_are_there_once_they_are_acknowledged_and_are_whole_or_not_there_before()
    {
        // The second batch is folded while the third one arrives.
        int[] sizes = [1, 250, 3];
        await Ingest();
        var before = PollsIn(_folder);
        var batches = sizes.Select((size, batch) => Enumerable.Range(0, size).Select(poll => (
            Store: $"s{poll}", At: $"2024-10-07T11:{poll / 60:00}:{poll % 60:00}.{batch + 1}Z", Status: "active")).ToList()).ToList();

        await ForEachPowerCut(trace => TraceService(trace, client => Post(client, batches), ("Polls__FoldAt", "200"), ("Polls__FoldAfter", "1s")), [.. sizes.Select(Accepted)], async (folder, wasSaid) =>
        {
            var polls = PollsIn(folder);

            polls.Should().OnlyHaveUniqueItems().And.Contain(before);
            foreach (var batch in batches)
            {
                var stored = batch.Count(poll => polls.Contains($"{poll.Store} {poll.At} active"));
                stored.Should().BeOneOf([wasSaid(Accepted(batch.Count)) ? batch.Count : 0, batch.Count]);
            }

            (await folder.Run("report")).Code.Should().Be(0);
        });

        static string Accepted(int polls) => $"\"accepted\":{polls},";
    }

    public void Dispose() => _folder.Dispose();

    private Task PlayIngest(IReadOnlyList<string> before) =>
        ForEachPowerCut(["ingest"], "store_status.csv: read", async (folder, isAcknowledged) =>
        {
            var polls = PollsIn(folder);

            if (isAcknowledged)
                (await folder.Report()).Should().Equal(await _folder.Report());
            if (isAcknowledged || !polls.SequenceEqual(before))
                polls.Should().Equal(PollsIn(_folder));
            var next = await folder.Run("ingest");
            next.Code.Should().Be(0, next.Diagnostics);
            (await folder.Report()).Should().Equal(await _folder.Report());
        });

    private async Task Ingest()
    {
        var ingest = await _folder.Run("ingest");
        ingest.Code.Should().Be(0, ingest.Diagnostics);
    }

    private Task ForEachPowerCut(string[] verb, string acknowledgement, Func<ServiceFolder, bool, Task> check) =>
        ForEachPowerCut(trace => TraceVerb(trace, verb), [acknowledgement], (folder, wasSaid) => check(folder, wasSaid(acknowledgement)));

    // Runs the program once, then plays what it did up to each sync, and with that sync.
    private async Task ForEachPowerCut(Func<string, Task> run, string[] acknowledgements, Func<ServiceFolder, Predicate<string>, Task> check)
    {
        using var scratch = new TempFolder();
        var trace = scratch.Of("trace");
        var files = _folder.ReadFiles();
        await run(trace);
        var calls = DiskTrace.Read(trace, _folder.Root);

        await RandomRuns.Repeat(1, async random =>
        {
            var disk = new UnreliableDisk(files);
            var said = new HashSet<string>();
            var seen = new HashSet<string>();
            foreach (var call in calls.Append(new DiskCall.Sync("the end")))
            {
                if (call is DiskCall.Sync)
                    await CutPower(disk, random, seen, said, check);
                disk.Apply(call);
                if (call is DiskCall.Said text)
                    said.UnionWith(acknowledgements.Where(acknowledgement => text.Text.Contains(acknowledgement, StringComparison.Ordinal)));
                if (call is DiskCall.Sync)
                    await CutPower(disk, random, seen, said, check);
            }

            said.Should().BeEquivalentTo(acknowledgements);
        });
    }

    private async Task CutPower(
        UnreliableDisk disk, Random random, HashSet<string> seen, HashSet<string> said, Func<ServiceFolder, Predicate<string>, Task> check)
    {
        foreach (var chance in Chances)
        {
            var left = disk.AfterPowerLoss(random, chance);
            if (!seen.Add($"{said.Count} {Digest(left)}"))
                continue;

            using var folder = _folder.CopyWith(left);
            await check(folder, said.Contains);
        }
    }

    private async Task TraceVerb(string trace, string[] verb)
    {
        using var program = ServiceProcess.Start(DiskTrace.To(trace), [.. verb, .. _folder.Options], []);
        (await program.Exit()).Should().Be(0, program.Diagnostics);
    }

    // The tracer is a grandchild, so the process that gets the signal is the program.
    private async Task TraceService(string trace, Func<HttpClient, Task> call, params (string Name, string Value)[] environment)
    {
        var (service, client) = await ServiceProcess.Serve(_folder, [.. DiskTrace.To(trace), "-D"], environment: environment);
        using (service)
        using (client)
        {
            await call(client);
            await service.Signal("TERM");
            (await service.Exit()).Should().Be(0, service.Diagnostics);
        }

        await ServiceWait.Eventually(() => File.ReadLines(trace).Last().EndsWith("exited with 0 +++", StringComparison.Ordinal), "the trace is whole");
    }

    private static async Task Post(HttpClient client, List<List<(string Store, string At, string Status)>> batches)
    {
        foreach (var batch in batches)
        {
            var (body, mediaType) = PollPosts.Format(batch, format: 1);
            using var response = await client.PostPolls(body, mediaType);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    private static string Digest(Dictionary<string, byte[]> files) => string.Join(
        ' ', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Key + Convert.ToHexString(SHA256.HashData(file.Value))));

    private static IReadOnlyList<string> PollsIn(ServiceFolder folder)
    {
        if (!File.Exists(folder.Database))
            return [];

        using var copy = new DatabaseCopy(folder.Database);
        copy.ShouldBeWhole();
        return copy.Count("polls") == 0 ? [] : copy.Facts.Polls;
    }
}
