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

    private long Version() => (long)Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts")!;
}
