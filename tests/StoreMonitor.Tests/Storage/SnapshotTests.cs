using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Stores;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class SnapshotTests : IDisposable
{
    // Far above what it takes, and below the minute that SQLite was told to wait for others.
    private static readonly TimeSpan LongestIngest = TimeSpan.FromSeconds(30);

    private readonly Cli _cli = new();

    [Fact]
    public void A_reader_keeps_its_snapshot_while_an_ingest_writes()
    {
        _cli.IngestStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteZones("b,UTC");
        _cli.WriteStatus([.. Enumerable.Range(0, 3_000).Select(i => $"b,active,2024-10-07 10:00:00.{i:0000} UTC")]);
        using var reader = new Database(_cli.DatabasePath).OpenToRead();
        reader.BeginSnapshot();
        StoreTable.FindKey(reader, "b").Should().BeNull();
        var seenByAnother = new List<int>();

        _cli.Ingest(new OnProgress(progress =>
        {
            var isAtTheEnd = progress.File == "store_status.csv" && progress.BytesRead == progress.BytesInAll;
            if (!isAtTheEnd || seenByAnother.Count > 0)
                return;

            StoreTable.FindKey(reader, "b").Should().BeNull("the snapshot is from before");
            seenByAnother.Add(_cli.Facts.Zones.Count);
            reader.EndSnapshot();
        }));

        seenByAnother.Should().NotBeEmpty().And.OnlyContain(zones => zones == 1, "the zones file is stored while the snapshot is held");
        StoreTable.FindKey(reader, "b").Should().NotBeNull("the snapshot is let go");
        _cli.Facts.Polls.Should().HaveCount(3_001);
    }

    [Fact]
    public void A_snapshot_that_is_held_does_not_hold_up_an_ingest()
    {
        _cli.IngestStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteStatus("b,active,2024-10-07 10:00:00 UTC");
        using var reader = new Database(_cli.DatabasePath).OpenToRead();
        reader.BeginSnapshot();
        StoreTable.FindKey(reader, "b").Should().BeNull();
        var ingest = new Thread(() => _cli.Ingest());

        ingest.Start();

        ingest.Join(LongestIngest).Should().BeTrue("nothing has to wait for the reader");
        StoreTable.FindKey(reader, "b").Should().BeNull("the snapshot is from before");
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Fact]
    public void After_an_ingest_the_log_is_empty()
    {
        _cli.IngestStatus("a,active,2024-10-07 10:00:00 UTC");
        using var other = new Database(_cli.DatabasePath).OpenToRead();
        StoreTable.FindKey(other, "a").Should().NotBeNull();

        _cli.IngestStatus("b,active,2024-10-07 10:00:00 UTC");

        new FileInfo(_cli.DatabasePath + "-wal").Length.Should().Be(0);
    }

    [Fact]
    public void Two_ingests_at_once_both_end_with_all_facts()
    {
        const int Rows = 2_000;
        using var other = new Cli();
        _cli.Ingest(Rows, "a");
        Exception? failure = null;
        other.WriteStatus([.. Enumerable.Range(0, Rows).Select(i => $"b,active,2024-10-07 10:00:00.{i:0000} UTC")]);
        var thread = new Thread(() => failure = Record.Exception(() =>
            new StoreMonitor.Ingestion.Ingester(new SqliteFacts(new Database(_cli.DatabasePath)), other.ReportsFolder, other.Clock)
                .Ingest(other.DataFolder, new OnProgress(_ => { }), CancellationToken.None)));

        thread.Start();
        _cli.Ingest(Rows, "c");
        thread.Join();

        failure.Should().BeNull();
        _cli.Facts.Polls.Should().HaveCount(3 * Rows);
    }

    public void Dispose() => _cli.Dispose();
}

file static class Ingests
{
    public static void Ingest(this Cli cli, int rows, string store) =>
        cli.IngestStatus([.. Enumerable.Range(0, rows).Select(i => $"{store},active,2024-10-07 10:00:00.{i:0000} UTC")]);
}
