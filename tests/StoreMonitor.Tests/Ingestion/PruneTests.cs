using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class PruneTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Polls_older_than_the_age_go_and_the_rest_stays()
    {
        _cli.WriteStatus("a,active,2024-10-12 11:59:59.999999 UTC", "a,active,2024-10-12 12:00:00 UTC", "b,inactive,2024-10-14 09:00:00 UTC");
        _cli.Ingest();

        var run = await _cli.Run("prune", "--older-than", "2d");

        run.ExitCode.Should().Be(0);
        run.Results.Should().Be("removed 1 polls before 2024-10-12T12:00:00Z\n");
        _cli.Facts.Polls.Should().Equal("a 2024-10-12T12:00:00Z active", "b 2024-10-14T09:00:00Z inactive");
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(1, 119)]
    [InlineData(57, 63)]
    [InlineData(119, 1)]
    [InlineData(120, 0)]
    [InlineData(500, 0)]
    public async Task Of_many_polls_just_the_old_ones_go(int old, int left)
    {
        const int Polls = 120;
        var first = Cli.Now - Duration.FromDays(2) - Duration.FromMinutes(old);
        var rows = Enumerable.Range(0, Polls).Select(i => InstantText.Format(first + Duration.FromMinutes(i))).ToArray();
        _cli.WriteStatus([.. rows.Select(at => $"a,active,{at}")]);
        _cli.Ingest();

        var run = await _cli.Run("prune", "--older-than", "2d");

        run.Results.Should().StartWith($"removed {Polls - left} polls");
        _cli.Facts.Polls.Should().Equal(rows.TakeLast(left).Select(at => $"a {at} active"));
    }

    [Fact]
    public async Task The_latest_poll_is_another_once_it_was_removed()
    {
        _cli.WriteStatus("a,active,2024-10-01 12:00:00 UTC");
        _cli.Ingest();

        await _cli.Run("prune", "--older-than", "2d");
        var none = Latest();
        _cli.IngestStatus("a,active,2024-09-01 12:00:00 UTC");

        none.Should().BeNull();
        Latest().Should().Be(Instant.FromUtc(2024, 9, 1, 12, 0));
    }

    [Fact]
    public async Task Removing_polls_advances_the_version_of_the_facts_once_there_were_some()
    {
        _cli.WriteStatus("a,active,2024-10-01 12:00:00 UTC");
        _cli.Ingest();
        var before = Version();

        await _cli.Run("prune", "--older-than", "2d");
        var after = Version();
        await _cli.Run("prune", "--older-than", "2d");

        after.Should().BeGreaterThan(before);
        Version().Should().Be(after);
    }

    [Fact]
    public async Task Nothing_is_removed_without_an_age()
    {
        _cli.WriteStatus("a,active,2020-10-01 12:00:00 UTC");
        _cli.Ingest();

        var run = await _cli.Run("prune");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("--older-than");
        _cli.Facts.Polls.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        var run = await _cli.Run("prune", "--older-than", "2d");

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().Contain("the database file cannot be opened");
        File.Exists(_cli.DatabasePath).Should().BeFalse();
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0d")]
    [InlineData("-2d")]
    [InlineData("40000d")]
    public async Task An_age_that_is_none_is_wrong_usage(string age)
    {
        var run = await _cli.Run("prune", $"--older-than={age}");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(age);
    }

    public void Dispose() => _cli.Dispose();

    private Instant? Latest()
    {
        using var connection = new Database(_cli.DatabasePath).OpenToRead();
        return FactsTable.ReadLatestPoll(connection);
    }

    private long Version() => (long)Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts")!;
}
