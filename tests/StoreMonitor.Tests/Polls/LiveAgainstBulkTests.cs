using System.Text;
using CsCheck;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Polls;

/// <summary>Polls posted and loaded in any order and any cut give the report of one bulk load (R1, R14).</summary>
public class LiveAgainstBulkTests
{
    // What the service finds in its folder at the start.
    private const string EarlierRow = "s1,active,2024-10-05 12:00:00 UTC";

    private static readonly Gen<(string Store, string At, string Status)> Poll =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 60 * 40], Gen.Bool, (store, minute, isActive) =>
            ($"s{store}", $"2024-10-{6 + (minute / 1_440):00} {minute / 60 % 24:00}:{minute % 60:00}:00 UTC", isActive ? "active" : "inactive"));

    [Fact]
    public async Task Any_cut_gives_the_bytes_of_a_bulk_load() =>
        await Gen.Select(Poll.Array[1, 25], Gen.Int[0, 3], Gen.Bool).Array[1, 8].SampleAsync(
            async requests =>
            {
                using var live = Folder();
                await Send(live, requests);
                using var bulk = Folder().WritePolls(requests.SelectMany(request => request.Item1).Select(Row).Prepend(EarlierRow));
                (await bulk.Run("ingest")).Code.Should().Be(0);

                foreach (var options in new string[][] { [], ["--interpolation", "midpoint", "--as-of", "2024-10-07T03:00:00Z"], ["--interpolation", "proportional"] })
                    Encoding.UTF8.GetString(await live.Report(options)).Should().Be(Encoding.UTF8.GetString(await bulk.Report(options)));
                Facts.In(live.Database).Polls.Should().Equal(Facts.In(bulk.Database).Polls);
                (await live.Run("explain", "s1", "--format", "json")).Results.Should().Be((await bulk.Run("explain", "s1", "--format", "json")).Results);
            },
            iter: 12,
            threads: 1);

    // Format 3 is a file that the ingest verb loads while the service runs.
    private static async Task Send(ServiceFolder folder, ((string Store, string At, string Status)[] Polls, int Format, bool FoldsAtOnce)[] requests)
    {
        using var service = new ServiceFactory(folder) { Settings = [("Polls:FoldAt", requests[0].FoldsAtOnce ? "3" : "1000")] };
        using var client = service.CreateQuietClient();
        foreach (var (polls, format, _) in requests)
        {
            if (format == 3)
            {
                folder.WritePolls(polls.Select(Row));
                (await folder.Run("ingest")).Code.Should().Be(0);
                continue;
            }

            var (body, mediaType) = PollPosts.Format(polls, format);
            using var response = await client.PostPolls(body, mediaType);
            ((int)response.StatusCode).Should().Be(200, await response.Content.ReadAsStringAsync());
        }
    }

    private static ServiceFolder Folder() => new ServiceFolder()
        .WritePolls(EarlierRow)
        .WriteHours("s1,6,09:00,12:00", "s1,0,09:00,12:00", "s2,0,00:00,00:00")
        .WriteZones("s1,UTC", "s2,Asia/Tokyo");

    private static string Row((string Store, string At, string Status) poll) => $"{poll.Store},{poll.Status},{poll.At}";
}
