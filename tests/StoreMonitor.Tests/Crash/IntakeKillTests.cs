using System.Collections.Concurrent;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Power cuts amid the intake of live polls and the fold of the log, one after the other on the same database.</summary>
public sealed class IntakeKillTests
{
    private const int Pollers = 4;
    private const int Stores = 700;
    private const int LongestIntakeMilliseconds = 1_500;

    // So low that most kills meet a fold.
    private static readonly (string Name, string Value)[] Settings = [("Polls__FoldAt", "200"), ("Polls__FoldAfter", "1s")];

    [Fact]
    public async Task Every_acknowledged_poll_is_there_and_none_is_twice_after_kills_at_random_moments()
    {
        using var folder = new ServiceFolder();
        var acknowledged = new ConcurrentBag<string>();
        var sent = new ConcurrentDictionary<string, bool>();
        var round = 0;
        await RandomRuns.Repeat(RandomRuns.KillsOfEachKind, async random =>
        {
            var (service, client) = await ServiceProcess.Serve(folder, environment: Settings);
            using (service)
            using (client)
            {
                var (number, seeds) = (round++, Enumerable.Range(0, Pollers).Select(_ => random.Next()).ToArray());
                var pollers = seeds.Select((seed, poller) => Post(client, $"{number}.{poller}", new Random(seed), acknowledged, sent)).ToList();
                var before = acknowledged.Count;
                await ServiceWait.Eventually(() => acknowledged.Count > before, "the first polls are acknowledged");
                await Task.Delay(random.Next(LongestIntakeMilliseconds));
                await service.Kill();
                await Task.WhenAll(pollers);
            }

            using var left = new DatabaseCopy(folder.Database);
            left.ShouldBeWhole();
        });

        await RandomRuns.Repeat(1, async _ =>
        {
            var stored = Facts.In(folder.Database).Polls;
            stored.Should().OnlyHaveUniqueItems();
            acknowledged.Should().NotBeEmpty();
            acknowledged.Except(stored).Should().BeEmpty("each was acknowledged");
            stored.Except(sent.Keys).Should().BeEmpty("nothing else was sent");
            (await folder.Run("report")).Code.Should().Be(0);
            (await folder.Run("backup", Path.Combine(folder.Data, "copy.db"))).Diagnostics.Should().NotContain("damaged");
        });
    }

    private static async Task Post(
        HttpClient client, string poller, Random random, ConcurrentBag<string> acknowledged, ConcurrentDictionary<string, bool> sent)
    {
        for (var request = 0L; ; request++)
        {
            var polls = Enumerable.Range(0, random.Next(1, 60)).Select(index => (
                Store: $"s{random.Next(Stores)}", At: $"2024-10-07T{request / 60 % 24:00}:{request % 60:00}:{index:00}.{PlaceOf(poller):000000}Z", Status: "active")).ToList();
            var lines = polls.Select(poll => $"{poll.Store} {Trimmed(poll.At)} active").ToList();
            lines.ForEach(line => sent.TryAdd(line, true));
            var (body, mediaType) = PollPosts.Format(polls, random.Next(3));
            try
            {
                using var response = await client.PostPolls(body, mediaType);
                if ((int)response.StatusCode == 200)
                    lines.ForEach(acknowledged.Add);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    // A fraction of the second that no other poller uses.
    private static int PlaceOf(string poller)
    {
        var parts = poller.Split('.');
        return (int.Parse(parts[0]) * 10) + int.Parse(parts[1]) + 1;
    }

    // As Facts writes instants.
    private static string Trimmed(string at) => at.TrimEnd('Z').TrimEnd('0') + "Z";
}
