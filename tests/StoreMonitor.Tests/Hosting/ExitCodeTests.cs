using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Cli _cli = new();

    public ExitCodeTests() => _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC", "a,?,2024-10-07 10:00:00 UTC");

    [Fact]
    public async Task Rejected_rows_are_not_fatal()
    {
        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Results.Should().Contain("rejected 1");
    }

    [Theory]
    [InlineData("ingest")]
    [InlineData("report")]
    [InlineData("explain", "a")]
    public async Task A_database_that_cannot_be_had_ends_each_verb_with_1(params string[] args)
    {
        _cli.Folder.Write("store-monitor.db", "not a database, but text");

        var run = await _cli.Run(args);

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().StartWith("failed: ");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("explain", "a")]
    public async Task Input_that_is_refused_ends_a_verb_that_ingests_first_with_1(params string[] args)
    {
        _cli.WriteRaw("store_status.csv", "no,such,columns\n");

        var run = await _cli.Run(args);

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().Contain("failed: store_status.csv: the header lacks");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_ends_with_1()
    {
        var file = _cli.Folder.Write("file", "x");

        var run = await _cli.Run("report", "--output", Path.Combine(file, "r.csv"));

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
    }

    [Fact]
    public async Task A_sample_that_cannot_be_written_ends_with_1()
    {
        var file = _cli.Folder.Write("file", "x");

        var run = await _cli.RunBare("sample", "--output", Path.Combine(file, "sub"), "--stores", "1", "--days", "1");

        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task The_output_says_nothing_but_results()
    {
        var run = await _cli.Run("ingest");

        run.ResultLines.Should().HaveCount(3, "one file, one rejected row, and where the list is");
        run.Diagnostics.Should().Contain("warning: ").And.NotContain("read 2");
    }

    public void Dispose() => _cli.Dispose();
}
