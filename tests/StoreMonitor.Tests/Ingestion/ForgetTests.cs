using NodaTime;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public class ForgetTests : IDisposable
{
    private readonly Cli _cli = new();

    public ForgetTests()
    {
        _cli.WriteStatus("a,active,2024-10-10 12:00:00 UTC", "a,active,2024-10-12 12:00:00 UTC", "b,inactive,2024-10-14 09:00:00 UTC");
        _cli.WriteHours("b,0,09:00,12:00", "a,0,09:00,12:00");
        _cli.WriteZones("b,Asia/Beirut", "a,UTC");
        _cli.Ingest();
    }

    [Fact]
    public async Task A_store_goes_with_all_its_facts_and_what_went_is_said()
    {
        var before = State();

        var run = await _cli.Run("forget", "b");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Results.Should().StartWith("forgot the store 'b': 1 poll, its business hours, its zone\n");
        var left = _cli.Facts;
        left.Stores.Should().Equal("a");
        left.Polls.Should().Equal("a 2024-10-10T12:00:00Z active", "a 2024-10-12T12:00:00Z active");
        left.Hours.Should().Equal("a 0 09:00:00-12:00:00");
        left.Zones.Should().Equal("a UTC");
        State().LatestPoll.Should().Be(Instant.FromUtc(2024, 10, 12, 12, 0));
        State().Version.Should().BeGreaterThan(before.Version);
        (await _cli.Run("report", "--output", "-")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_store_id_copied_from_a_report_with_its_apostrophe_is_found()
    {
        _cli.IngestStatus("=1+1,active,2024-10-12 12:00:00 UTC");

        var run = await _cli.Run("forget", "'=1+1");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_store_that_nobody_knows_fails_and_changes_nothing()
    {
        var run = await _cli.Run("forget", "c");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("no store has the id 'c'").And.NotContain("   at ");
        _cli.Facts.Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task The_last_store_with_polls_goes_only_if_that_is_confirmed()
    {
        await _cli.Run("forget", "b");

        var refused = await _cli.Run("forget", "a");
        var confirmed = await _cli.Run("forget", "a", "--yes");

        refused.ExitCode.Should().Be(1);
        refused.Diagnostics.Should().Contain("--yes").And.NotContain("--dry-run", "forget has no such option");
        confirmed.ExitCode.Should().Be(0);
        _cli.Facts.Stores.Should().BeEmpty();
        State().LatestPoll.Should().BeNull();
    }

    [Fact]
    public async Task A_store_that_was_forgotten_comes_back_with_its_files_only()
    {
        await _cli.Run("forget", "b");

        _cli.Ingest();

        _cli.Facts.Stores.Should().Equal("a", "b");
        State().LatestPoll.Should().Be(Instant.FromUtc(2024, 10, 14, 9, 0));
    }

    public void Dispose() => _cli.Dispose();

    private FactsState State()
    {
        using var reader = Databases.Open(_cli.DatabasePath).OpenReader();
        return reader.ReadState();
    }
}
