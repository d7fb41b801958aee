using CsCheck;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class EfIngestTests
{
    private const int Rounds = 15;

    private static readonly Gen<Files> RandomFiles = Gen.Select(
        RandomRows.Zone.Array[0, 12], RandomRows.Hours.Array[0, 40], RandomRows.Poll.Array[0, 220], (zones, hours, polls) =>
            new Files([.. zones.Select(zone => $"{zone.Store},{zone.Zone}")], [.. hours.Select(h => h.ToString())], [.. polls.Select(p => p.ToString())]));

    [Fact]
    public void The_ingest_equals_the_plain_one_of_EF_Core_in_tables_and_counts_after_each_of_several_files() =>
        RandomFiles.Array[1, 3].Sample(
            rounds =>
            {
                using var fast = new Cli();
                using var slow = new TempFolder();
                new Database(slow.Of("twin.db")).Prepare();
                var twin = new EfIngest(slow.Of("twin.db"));
                foreach (var files in rounds)
                {
                    fast.WriteZones(files.Zones);
                    fast.WriteHours(files.Hours);
                    fast.WriteStatus(files.Polls);

                    var counts = fast.Ingest().Files.Select(file => file.Written);

                    counts.Should().Equal([twin.Zones(files.Zones), twin.Hours(files.Hours), twin.Polls(files.Polls)], (a, b) => a == b);
                    fast.Facts.Should().BeEquivalentTo(Facts.In(slow.Of("twin.db")), facts => facts.WithStrictOrdering());
                }
            },
            iter: Rounds,
            threads: 1);

    private sealed record Files(string[] Zones, string[] Hours, string[] Polls);
}
