using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Files whose stores are not the same: each store on one side only gets defaults (rule R2), so the ingest says how many there are.</summary>
public class JoinTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Files_with_the_same_stores_have_nothing_to_say()
    {
        Write(polls: ["a", "b"], hours: ["a", "b"], zones: ["a", "b"]);

        var run = await _cli.Run("ingest");

        (run.Results + run.Diagnostics).Should().NotContain("stores: ").And.NotContain("match");
    }

    [Fact]
    public async Task Stores_on_one_side_only_are_counted()
    {
        Write(polls: ["a", "b", "c"], hours: ["a", "x", "y"], zones: ["a", "b"]);

        var run = await _cli.Run("ingest");

        run.ResultLines.Should().Contain("stores: 2 of 3 with polls have no hours, 2 of 3 with hours have no polls");
        run.ResultLines.Should().Contain("stores: 1 of 3 with polls have no zones, 0 of 2 with zones have no polls");
        run.Diagnostics.Should().NotContain("hardly any");
    }

    [Fact]
    public async Task Ids_that_are_written_in_two_ways_are_warned_about()
    {
        Write(polls: ["257000000000000.0"], hours: ["257000000000000"], zones: ["257000000000000"]);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().Contain(
            "warning: hardly any stores match: 0 of 1 with polls are among the 1 with business hours; check that the files write the ids alike");
        run.Diagnostics.Should().Contain("warning: hardly any stores match: 0 of 1 with polls are among the 1 with zones");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public async Task Less_than_a_tenth_of_the_smaller_side_is_hardly_any(int matching, bool isWarned)
    {
        var polls = Enumerable.Range(0, 50).Select(i => $"p{i}").ToList();
        Write(polls, [.. polls.Take(matching), .. Enumerable.Range(0, 10 - matching).Select(i => $"h{i}")], polls);

        var run = await _cli.Run("ingest");

        run.Diagnostics.Contains("hardly any stores match", StringComparison.Ordinal).Should().Be(isWarned);
    }

    [Fact]
    public async Task Without_hours_and_zones_there_is_nothing_to_join()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

        var run = await _cli.Run("ingest");

        (run.Results + run.Diagnostics).Should().NotContain("stores: ").And.NotContain("hardly any");
    }

    public void Dispose() => _cli.Dispose();

    private void Write(IReadOnlyList<string> polls, IReadOnlyList<string> hours, IReadOnlyList<string> zones)
    {
        _cli.WriteStatus([.. polls.Select(id => $"{id},active,2024-10-07 10:00:00 UTC")]);
        _cli.WriteHours([.. hours.Select(id => $"{id},0,09:00,12:00")]);
        _cli.WriteZones([.. zones.Select(id => $"{id},UTC")]);
    }
}
