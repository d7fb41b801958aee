using System.Text;
using StoreMonitor.Tests.Golden;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

/// <summary>The reports of an independent program, which <see cref="GoldenReportTests"/> compares with those on SQLite.</summary>
[OnPostgres]
public sealed class IndependentReportsTests
{
#pragma warning disable IDE0052, CA1823 // The initializer lets the fixtures of the tests use PostgreSQL.
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
#pragma warning restore IDE0052, CA1823

    [Fact]
    public Task The_edge_cases_give_the_same() => ShouldBeEqual(
        RepositoryRoot.PathOf("tests", "golden", "edge"), RepositoryRoot.PathOf("tests", "golden", "edge", "expected"));

    [Fact]
    public Task The_committed_data_gives_the_same() => ShouldBeEqual(
        RepositoryRoot.PathOf("data", "sample"), RepositoryRoot.PathOf("tests", "golden", "sample"));

    private static async Task ShouldBeEqual(string data, string expected)
    {
        using var folder = GoldenReportTests.FolderWith(data);
        (await folder.Run("ingest")).Code.Should().Be(0);
        foreach (var file in Directory.GetFiles(expected, "*.csv"))
        {
            var report = await folder.Report(GoldenReportTests.OptionsOf(Path.GetFileName(file)));
            Encoding.UTF8.GetString(report).Should().Be(await File.ReadAllTextAsync(file), file);
        }
    }
}
