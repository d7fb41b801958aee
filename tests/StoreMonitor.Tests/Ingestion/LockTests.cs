using System.Text;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Stores;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>An ingest holds the write lock while it writes, not while it reads, checks and sorts a file.</summary>
public sealed class LockTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("menu_hours.csv")]
    [InlineData("timezones.csv")]
    public void Others_can_write_while_a_file_is_read(string file)
    {
        WriteFiles("a");
        new Database(_cli.DatabasePath).Prepare();
        var written = 0;

        _cli.Ingest(new OnProgress(progress =>
        {
            if (progress.File == file)
                written += Change(_ => { });
        }));

        written.Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("menu_hours.csv")]
    [InlineData("timezones.csv")]
    public void A_store_that_another_process_adds_while_a_file_is_read_is_stored_once(string file)
    {
        WriteFiles("a", "b", "c");
        new Database(_cli.DatabasePath).Prepare();
        var isAdded = false;

        _cli.Ingest(new OnProgress(progress =>
        {
            if (progress.File != file || isAdded)
                return;
            isAdded = true;
            Change(stores =>
            {
                var known = _cli.Facts.Stores;
                foreach (var (key, id) in new[] { (71, "other"), (72, "c"), (73, "b") }.Where(store => !known.Contains(store.Item2)))
                    stores.Insert(key, Encoding.UTF8.GetBytes(id));
            });
        }));

        isAdded.Should().BeTrue();
        ShouldHaveFactsOf("a", "b", "c");
        _cli.Facts.Stores.Should().Equal("a", "b", "c", "other");
    }

    [Fact]
    public void A_store_that_another_process_removes_while_a_file_is_read_is_stored_again()
    {
        WriteFiles("a", "b");
        _cli.Ingest();
        WriteFiles("b", "c", "d");
        var isRemoved = false;

        // The key of the store that is removed goes to another one.
        _cli.Ingest(new OnProgress(progress =>
        {
            if (progress.File != "store_status.csv" || isRemoved)
                return;
            isRemoved = true;
            var key = (int)(long)Facts.Scalar(_cli.DatabasePath, "SELECT store_key FROM stores WHERE store_id = 'b'")!;
            Change(stores =>
            {
                stores.Remove(key);
                stores.Insert(key, "z"u8);
            });
        }));

        _cli.Facts.Stores.Should().Equal("a", "b", "c", "d", "z");
        _cli.Facts.Polls.Should().Equal(PollsOf("a", "b", "c", "d"));
    }

    public void Dispose() => _cli.Dispose();

    private void WriteFiles(params string[] stores)
    {
        _cli.WriteStatus([.. stores.Select(store => $"{store},active,2024-10-07 10:00:00 UTC")]);
        _cli.WriteHours([.. stores.Select(store => $"{store},0,09:00,12:00")]);
        _cli.WriteZones([.. stores.Select(store => $"{store},Asia/Beirut")]);
    }

    private void ShouldHaveFactsOf(params string[] stores)
    {
        var facts = _cli.Facts;
        facts.Polls.Should().Equal(PollsOf(stores));
        facts.Hours.Should().Equal(stores.Select(store => $"{store} 0 09:00:00-12:00:00"));
        facts.Zones.Should().BeEquivalentTo(stores.Select(store => $"{store} Asia/Beirut"));
    }

    private static IEnumerable<string> PollsOf(params string[] stores) => stores.Select(store => $"{store} 2024-10-07T10:00:00Z active");

    private int Change(Action<StoreUpdates> change)
    {
        using var connection = new Database(_cli.DatabasePath).Open();
        connection.DefaultTimeout = 1;
        StoredFacts.Change(connection, change);
        return 1;
    }
}
