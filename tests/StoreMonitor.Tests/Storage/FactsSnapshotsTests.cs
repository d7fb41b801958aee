using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class FactsSnapshotsTests : IDisposable
{
    private const int Connections = 3;
    private const int Rounds = 200;

    private readonly TempFolder _folder = new();
    private readonly Database _database;

    public FactsSnapshotsTests()
    {
        _database = new Database(_folder.Of("some.db"));
        _database.Prepare();
    }

    [Fact]
    public void All_connections_see_the_same_facts_whatever_is_written_meanwhile()
    {
        using var ended = new CancellationTokenSource();
        var writer = new Thread(() => AdvanceUntil(ended.Token));
        writer.Start();
        var versions = new HashSet<long>();

        for (var round = 0; round < Rounds; round++)
        {
            using var snapshots = FactsSnapshots.Open(_database, Connections);

            snapshots.Connections.Should().HaveCount(Connections);
            snapshots.Connections.Select(FactsMetadata.ReadVersion).Should().AllBeEquivalentTo(snapshots.Facts.Version);
            versions.Add(snapshots.Facts.Version);
        }

        ended.Cancel();
        writer.Join();
        versions.Should().HaveCountGreaterThan(1, "the writer was at work");
    }

    [Fact]
    public void What_is_written_later_is_not_seen()
    {
        using var snapshots = FactsSnapshots.Open(_database, Connections);

        StoredFacts.AdvanceVersion(_database.Path);

        snapshots.Connections.Select(FactsMetadata.ReadVersion).Should().AllBeEquivalentTo(snapshots.Facts.Version);
    }

    public void Dispose() => _folder.Dispose();

    private void AdvanceUntil(CancellationToken ended)
    {
        using var connection = _database.Open();
        while (!ended.IsCancellationRequested)
            StoredFacts.AdvanceVersion(connection);
    }
}
