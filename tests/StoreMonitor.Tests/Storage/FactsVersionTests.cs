using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>Equal versions of the facts mean equal facts: reports share their files by it.</summary>
public sealed class FactsVersionTests : IDisposable
{
    private readonly Cli _cli = new();

    public FactsVersionTests()
    {
        _cli.WriteStatus("a,inactive,2024-10-07 10:00:00 UTC");
        _cli.WriteHours("a,0,09:00,12:00");
        _cli.WriteZones("a,Asia/Beirut");
        _cli.Ingest();
    }

    private long Version => (long)Facts.Scalar(_cli.DatabasePath, "SELECT version FROM facts")!;

    [Theory]
    [InlineData("store_status.csv", Cli.StatusHeader, "a,active,2024-10-07 10:00:00 UTC")]
    [InlineData("store_status.csv", Cli.StatusHeader, "a,active,2024-10-07 11:00:00 UTC")]
    [InlineData("menu_hours.csv", Cli.HoursHeader, "a,0,09:00,17:00")]
    [InlineData("timezones.csv", Cli.ZonesHeader, "a,UTC")]
    public void An_ingest_that_changes_a_fact_advances_the_version(string file, string header, string row)
    {
        var before = Version;
        _cli.Write(file, header, row);

        _cli.Ingest();

        Version.Should().BeGreaterThan(before);
    }

    [Fact]
    public void An_ingest_that_takes_a_row_of_hours_away_advances_the_version()
    {
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00");
        _cli.Ingest();
        var before = Version;
        _cli.WriteHours("a,0,09:00,12:00");

        _cli.Ingest();

        Version.Should().BeGreaterThan(before);
    }

    [Fact]
    public void An_ingest_of_known_facts_leaves_the_version_alone()
    {
        var before = Version;

        _cli.Ingest();

        Version.Should().Be(before);
    }

    public void Dispose() => _cli.Dispose();
}
