using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Ingestion;

public class PruneTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Polls_older_than_the_age_go_and_the_rest_stays()
    {
        _cli.WriteStatus("a,active,2024-10-12 11:59:59.999999 UTC", "a,active,2024-10-12 12:00:00 UTC", "b,inactive,2024-10-14 09:00:00 UTC");
        _cli.Ingest();

        var run = await _cli.Run("prune", "--older-than", "2d");

        run.ExitCode.Should().Be(0);
        run.Results.Should().Be("removed 1 poll before 2024-10-12T12:00:00Z\n");
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

        var run = await _cli.Run("prune", "--older-than", "2d", "--yes");

        run.Results.Should().StartWith($"removed {Polls - left} {(Polls - left == 1 ? "poll" : "polls")} ");
        _cli.Facts.Polls.Should().Equal(rows.TakeLast(left).Select(at => $"a {at} active"));
    }

    [Fact]
    public async Task The_latest_poll_is_another_once_it_was_removed()
    {
        _cli.WriteStatus("a,active,2024-10-01 12:00:00 UTC");
        _cli.Ingest();

        await _cli.Run("prune", "--older-than", "2d", "--yes");
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

        await _cli.Run("prune", "--older-than", "2d", "--yes");
        var after = Version();
        await _cli.Run("prune", "--older-than", "2d", "--yes");

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
    [OnSqlite]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        var run = await _cli.Run("prune", "--older-than", "2d");

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().Contain("there is no database");
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

    [Fact]
    public async Task Polls_before_an_instant_go_and_one_at_it_stays()
    {
        IngestThreeDays();

        var run = await _cli.Run("prune", "--before", "2024-10-12T12:00:00Z");

        run.Results.Should().Be("removed 1 poll before 2024-10-12T12:00:00Z\n");
        _cli.Facts.Polls.Should().Equal("a 2024-10-12T12:00:00Z active", "b 2024-10-14T09:00:00Z inactive");
    }

    [Fact]
    public async Task Polls_after_an_instant_go_and_one_at_it_stays()
    {
        IngestThreeDays();
        var before = Version();

        var run = await _cli.Run("prune", "--after", "2024-10-12T12:00:00Z");

        run.Results.Should().Be("removed 1 poll after 2024-10-12T12:00:00Z\n");
        _cli.Facts.Polls.Should().Equal("a 2024-10-10T12:00:00Z active", "a 2024-10-12T12:00:00Z active");
        Latest().Should().Be(Instant.FromUtc(2024, 10, 12, 12, 0));
        Version().Should().BeGreaterThan(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(118)]
    public async Task Of_many_polls_just_those_after_an_instant_go(int last)
    {
        var rows = Enumerable.Range(0, 120).Select(i => InstantText.Format(Cli.Now - Duration.FromMinutes(500 - i))).ToArray();
        _cli.WriteStatus([.. rows.Select(at => $"a,active,{at}")]);
        _cli.Ingest();

        await _cli.Run("prune", "--after", rows[last]);

        _cli.Facts.Polls.Should().Equal(rows.Take(last + 1).Select(at => $"a {at} active"));
        _cli.IngestStatus(rows.Select(at => $"a,active,{at}").ToArray()).Written.Stored.Should().Be(119 - last);
    }

    [Theory]
    [InlineData("--before", "2024-10-15T00:00:00Z", 3)]
    [InlineData("--before", "2024-10-12T00:00:00Z", 1)]
    [InlineData("--after", "2024-10-12T12:00:00Z", 1)]
    [InlineData("--older-than", "1d", 2)]
    public async Task A_dry_run_counts_and_changes_nothing(string option, string value, int polls)
    {
        IngestThreeDays();
        var before = Version();

        var run = await _cli.Run("prune", option, value, "--dry-run");

        run.ExitCode.Should().Be(0);
        run.Results.Should().StartWith($"would remove {polls} {(polls == 1 ? "poll" : "polls")} ").And.Contain("nothing was changed");
        _cli.Facts.Polls.Should().HaveCount(3);
        Version().Should().Be(before);
    }

    [Theory]
    [InlineData("--before", "2024-10-15T00:00:00Z")]
    [InlineData("--after", "2024-10-01T00:00:00Z")]
    [InlineData("--older-than", "1h")]
    public async Task All_polls_go_only_if_that_is_confirmed(string option, string value)
    {
        IngestThreeDays();

        var refused = await _cli.Run("prune", option, value);
        var left = _cli.Facts.Polls.Count;
        var confirmed = await _cli.Run("prune", option, value, "--yes");

        (refused.ExitCode, left).Should().Be((1, 3));
        refused.Diagnostics.Should().Contain("--yes").And.Contain("--dry-run").And.NotContain("   at ");
        confirmed.ExitCode.Should().Be(0);
        _cli.Facts.Polls.Should().BeEmpty();
        Latest().Should().BeNull();
    }

    [Fact]
    [OnSqlite]
    public async Task The_room_of_what_was_removed_is_given_back_also_beside_a_reader()
    {
        _cli.WriteStatus([.. Enumerable.Range(0, 20_000).Select(i => $"a,active,{InstantText.Format(Cli.Now - Duration.FromMinutes(i))}")]);
        _cli.Ingest();
        var before = new FileInfo(_cli.DatabasePath).Length;
        using var reader = Databases.Open(_cli.DatabasePath).OpenReader();
        reader.ReadState();

        var run = await _cli.Run("prune", "--older-than", "1h");

        run.Results.Should().Contain("the database takes");
        new FileInfo(_cli.DatabasePath).Length.Should().BeLessThan(before / 2);
        reader.ReadState().LatestPoll.Should().Be(Cli.Now);
        _cli.Facts.Polls.Should().HaveCount(61);
    }

    [Theory]
    [InlineData("--before", "yesterday")]
    [InlineData("--after", "soon")]
    public async Task An_instant_that_is_none_is_wrong_usage(string option, string value)
    {
        var run = await _cli.Run("prune", option, value);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(option).And.Contain(value);
    }

    [Fact]
    public async Task A_report_says_that_no_poll_is_left()
    {
        IngestThreeDays();
        await _cli.Run("prune", "--before", "2024-10-15T00:00:00Z", "--yes");

        var run = await _cli.Run("report", "--output", "-");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().EndWith("; no poll is stored\n", "the as-of instant is that of the clock then, and says nothing about the data");
    }

    [Fact]
    public async Task Two_ranges_at_once_are_wrong_usage()
    {
        var run = await _cli.Run("prune", "--before", "2024-10-12T12:00:00Z", "--older-than", "2d");

        run.ExitCode.Should().Be(2);
    }

    public void Dispose() => _cli.Dispose();

    private void IngestThreeDays()
    {
        _cli.WriteStatus("a,active,2024-10-10 12:00:00 UTC", "a,active,2024-10-12 12:00:00 UTC", "b,inactive,2024-10-14 09:00:00 UTC");
        _cli.Ingest();
    }

    private Instant? Latest()
    {
        using var reader = Databases.Open(_cli.DatabasePath).OpenReader();
        return reader.ReadState().LatestPoll;
    }

    private long Version() => (long)Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts")!;
}
