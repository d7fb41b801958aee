using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>What is wrong usage ends with 2, says so on standard error, and touches nothing.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("'frobnicate' is neither a verb nor an option", "frobnicate")]
    [InlineData("'--frob' is neither a verb nor an option", "--frob")]
    [InlineData("'--frob=1' is neither a verb nor an option", "serve", "--frob=1")]
    [InlineData("'x' is not an option of this verb", "ingest", "x")]
    [InlineData("'--frob' is not an option of this verb", "ingest", "--frob")]
    [InlineData("'--outptu' is not an option of this verb; did you mean --output?", "report", "--outptu", "r.csv")]
    [InlineData("'--Max-Cary' is not an option of this verb; did you mean --max-carry?", "explain", "a", "--Max-Cary", "2d")]
    [InlineData("'--databse' is not an option of this verb; did you mean --database?", "ingest", "--databse", "x.db")]
    [InlineData("'reprot' is neither a verb nor an option; did you mean report?", "reprot")]
    [InlineData("'--url' is neither a verb nor an option; did you mean --urls?", "serve", "--url")]
    [InlineData("'reprot' is not a verb; did you mean report?", "help", "reprot")]
    [InlineData("'b' is not an option of this verb", "explain", "a", "b")]
    [InlineData("'x' is not an option of this verb", "sample", "--output", "unused", "x")]
    [InlineData("STORE_ID|explain", "explain")]
    [InlineData("'--output'", "report", "--output")]
    [InlineData("'--as-of'", "report", "--as-of")]
    [InlineData("'noon' is not an instant such as", "report", "--as-of", "noon")]
    [InlineData("'2024-10-14T24:00:00Z' is not an instant such as", "report", "--as-of", "2024-10-14T24:00:00Z")]
    [InlineData("'9999-12-31T23:59:59-23:00' is not an instant such as", "report", "--as-of", "9999-12-31T23:59:59-23:00")]
    [InlineData("--as-of '2024-10-14T09:00:00' has no offset from UTC", "report", "--as-of", "2024-10-14T09:00:00")]
    [InlineData("--as-of '2024-10-14 09:00 ' has no offset from UTC", "explain", "a", "--as-of", "2024-10-14 09:00 ")]
    [InlineData("--from '2024-10-14T09:00:00.5' has no offset from UTC", "report", "--from", "2024-10-14T09:00:00.5")]
    [InlineData("--before '2024-10-14T09:00:00' has no offset from UTC", "prune", "--before", "2024-10-14T09:00:00")]
    [InlineData("'9500-01-01T00:00:00Z' is not an instant such as", "explain", "a", "--as-of", "9500-01-01T00:00:00Z")]
    [InlineData("'linear' is not one of hold, midpoint, proportional", "report", "--interpolation", "linear")]
    [InlineData("'week' is not a duration such as", "report", "--max-carry", "week")]
    [InlineData("'0d' is not a duration such as", "report", "--max-carry", "0d")]
    [InlineData("'-7d' is not a duration such as", "report", "--max-carry=-7d")]
    [InlineData("'P-7D' is not a duration such as", "report", "--max-carry", "P-7D")]
    [InlineData("'PT0.0000001S' is not a duration such as", "report", "--max-carry", "PT0.0000001S")]
    [InlineData("'36526d' is not a duration such as", "report", "--max-carry", "36526d")]
    [InlineData("'2147483647w' is not a duration such as", "explain", "a", "--max-carry", "2147483647w")]
    [InlineData("last_month", "explain", "a", "--window", "last_month")]
    [InlineData("'--interpolation' expects a single argument but 2 were provided", "report", "--interpolation", "hold", "--interpolation", "midpoint")]
    public async Task Wrong_usage_is_told_and_ends_with_2(string problem, params string[] args)
    {
        var run = await _cli.RunBare(["--database", _cli.DatabasePath, "--data", _cli.Folder.Of("none"), .. args]);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().ContainAny(problem.Split('|')).And.EndWith("try --help\n").And.NotContain("   at ");
        run.Results.Should().BeEmpty();
        Directory.GetFileSystemEntries(_cli.Folder.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("--data", "--database", "--reports")]
    [InlineData("--database", "--data", "--reports")]
    [InlineData("--reports", "--data", "--database")]
    public async Task An_empty_setting_is_wrong_usage(string option, string second, string third)
    {
        var run = await _cli.RunBare("ingest", option, "", second, _cli.Folder.Of("x"), third, _cli.Folder.Of("x"));

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("is empty");
    }

    [Theory]
    [InlineData("Data Source=", "names no file")]
    [InlineData("Data Source=x;Foo=1", "is not a connection string")]
    [InlineData("Data Source=x;Cache=Odd", "is not a connection string")]
    [InlineData(":memory:", "is in memory")]
    [InlineData("Data Source=x;Mode=Memory", "is in memory")]
    public async Task A_database_that_no_file_can_be_is_wrong_usage(string database, string problem)
    {
        foreach (var verb in new[] { "ingest", "serve" })
        {
            var run = await _cli.RunBare(verb, "--database", database, "--data", _cli.Folder.Of("none"));

            run.ExitCode.Should().Be(2);
            run.Diagnostics.Should().Contain($"'{database}', which {problem}");
        }
    }

    [Fact]
    public async Task A_sample_needs_a_folder_with_a_name()
    {
        var run = await _cli.RunBare("sample", "--output", "");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("--output is empty");
    }

    [Theory]
    [InlineData("serve", "http://0.0.0.0:0")]
    [InlineData("serve", "http://*:0")]
    [InlineData("serve", "nonsense")]
    [InlineData("serve", "ftp://127.0.0.1:0")]
    public async Task Serving_others_without_keys_is_wrong_usage(string verb, string urls)
    {
        var run = await _cli.Run(verb, "--urls", urls);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(urls);
    }

    [Theory]
    [InlineData("ingest", "explain", "report", "sample", "serve", "help", "prune", "--data", "--database", "--reports", "--help", "--version")]
    public async Task Help_names_every_verb_and_the_common_options(params string[] names)
    {
        var run = await _cli.RunBare("--help");

        run.ExitCode.Should().Be(0);
        run.Results.Should().ContainAll(names);
        run.Diagnostics.Should().BeEmpty();
    }

    [Theory]
    [InlineData("ingest", "--data")]
    [InlineData("report", "--as-of", "--interpolation", "hold|midpoint|proportional", "--max-carry", "--output", "--database")]
    [InlineData("explain", "STORE_ID", "--window", "last_hour", "--as-of", "--interpolation", "--max-carry", "--database")]
    [InlineData("sample", "--output", "--stores", "--days", "--seed", "--end", "--poll-every")]
    [InlineData("serve", "--urls", "--data")]
    public async Task Each_verb_has_help(string verb, params string[] names)
    {
        var run = await _cli.RunBare(verb, "--help");

        run.ExitCode.Should().Be(0);
        run.Results.Should().ContainAll(names);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var run = await _cli.RunBare("--version");

        run.ExitCode.Should().Be(0);
        run.Results.Trim().Should().MatchRegex(@"^\d+\.\d+\.\d+");
    }

    public void Dispose() => _cli.Dispose();
}
