using StoreMonitor.Files;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Sampling;

public sealed class SampleVerbTests : IDisposable
{
    private static readonly string[] Names = ["menu_hours.csv", "store_status.csv", "timezones.csv"];

    private readonly Cli _cli = new();

    [Fact]
    public async Task The_same_options_give_the_same_bytes()
    {
        await Sample("one", "--stores", "20", "--days", "5", "--seed", "7");
        await Sample("two", "--stores", "20", "--days", "5", "--seed", "7");

        Bytes("two").Should().BeEquivalentTo(Bytes("one"), bytes => bytes.WithStrictOrdering());
    }

    [Fact]
    public async Task Another_seed_gives_another_set()
    {
        await Sample("one", "--stores", "20", "--days", "5", "--seed", "7");
        await Sample("two", "--stores", "20", "--days", "5", "--seed", "8");

        Bytes("two").Should().NotBeEquivalentTo(Bytes("one"));
        Polls("two").Select(poll => poll[0]).Should().NotIntersectWith(Polls("one").Select(poll => poll[0]));
    }

    [Fact]
    public async Task It_prints_how_many_polls_it_wrote()
    {
        var run = await Sample("s", "--stores", "3", "--days", "2");

        run.Results.Should().Be($"{_cli.Folder.Of("s")}: {Polls("s").Count} polls\n");
        Directory.GetFiles(_cli.Folder.Of("s")).Select(Path.GetFileName).Should().BeEquivalentTo([.. Names, ".sample-files"]);
    }

    [Fact]
    public async Task What_a_killed_one_left_half_written_goes_with_the_next()
    {
        await Sample("s", "--stores", "1", "--days", "1");
        foreach (var name in Names)
            File.WriteAllText(AtomicFile.NewPartialOf(_cli.Folder.Of("s", name)), "half");

        await Sample("s", "--stores", "1", "--days", "1");

        Directory.GetFiles(_cli.Folder.Of("s")).Select(Path.GetFileName).Should().BeEquivalentTo([.. Names, ".sample-files"]);
    }

    [Fact]
    public async Task Files_that_it_wrote_are_replaced()
    {
        await Sample("s", "--stores", "1", "--days", "1", "--seed", "1");
        var before = Bytes("s");

        var run = await Sample("s", "--stores", "2", "--days", "1", "--seed", "2");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        Bytes("s").Should().NotBeEquivalentTo(before);
    }

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("menu_hours.csv")]
    [InlineData("timezones.csv")]
    public async Task A_file_that_it_did_not_write_is_not_replaced_and_nothing_is_written(string name)
    {
        var own = _cli.Folder.Write(Path.Combine("s", name), "mine\n");

        var run = await Sample("s", "--stores", "1", "--days", "1");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain($"{own} is a file that sample did not write").And.Contain("--force");
        Directory.GetFiles(_cli.Folder.Of("s")).Should().Equal(own);
        File.ReadAllText(own).Should().Be("mine\n");
    }

    [Fact]
    public async Task A_file_that_was_changed_since_is_not_replaced()
    {
        await Sample("s", "--stores", "1", "--days", "1");
        File.AppendAllText(_cli.Folder.Of("s", "store_status.csv"), "mine,active,2026-03-01 00:00:00 UTC\n");

        var run = await Sample("s", "--stores", "1", "--days", "1");

        run.ExitCode.Should().Be(2);
        File.ReadAllText(_cli.Folder.Of("s", "store_status.csv")).Should().EndWith("mine,active,2026-03-01 00:00:00 UTC\n");
    }

    [Fact]
    public async Task Any_file_is_replaced_by_force_but_a_database()
    {
        _cli.Folder.Write("s/store_status.csv", "mine\n");
        (await Sample("s", "--stores", "1", "--days", "1", "--force")).ExitCode.Should().Be(0);
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        await _cli.Run("ingest");
        File.Copy(_cli.DatabasePath, _cli.Folder.Of("s", "store_status.csv"), overwrite: true);

        var run = await Sample("s", "--stores", "1", "--days", "1", "--force");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("store_status.csv is a database, which a sample cannot replace");
    }

    [Theory]
    [InlineData("2024-03-10T10:00:00Z", "1", "3600")]
    [InlineData("2026-01-01T00:00:00.5Z", "3", "7")]
    [InlineData("1969-12-31T23:59:59Z", "2", "86400")]
    public async Task All_polls_lie_before_the_end_and_within_the_days_and_no_store_has_two_at_an_instant(string end, string days, string every)
    {
        await Sample("s", "--stores", "13", "--days", days, "--end", end, "--poll-every", every);

        var last = At(end);
        var polls = Polls("s");
        polls.Should().NotBeEmpty();
        polls.Should().OnlyContain(poll => At(poll[2]) < last && At(poll[2]) >= last.AddDays(-int.Parse(days, null)));
        polls.Select(poll => (poll[0], poll[2])).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Every_row_loads()
    {
        await Sample("data", "--stores", "40", "--days", "3", "--end", "2024-10-14T00:00:00Z");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.ResultLines.Where(line => line.Contains(".csv: ", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(line => line.Contains(", unchanged 0, replaced 0, removed 0, kept 0", StringComparison.Ordinal) && line.Contains(", rejected 0, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--stores '0' is not a whole number from 1 to 10000000", "--stores", "0")]
    [InlineData("--stores 'x' is not a whole number from 1 to 10000000", "--stores", "x")]
    [InlineData("--stores '10000001' is not a whole number from 1 to 10000000", "--stores", "10000001")]
    [InlineData("--days '-1' is not a whole number from 1 to 36525", "--days", "-1")]
    [InlineData("--days '1.5' is not a whole number from 1 to 36525", "--days", "1.5")]
    [InlineData("--days '36526' is not a whole number from 1 to 36525", "--days", "36526")]
    [InlineData("--seed '99999999999' is not a whole number from 0 to 2147483647", "--seed", "99999999999")]
    [InlineData("--poll-every '0' is not a whole number from 1 to 86400", "--poll-every", "0")]
    [InlineData("--poll-every '86401' is not a whole number from 1 to 86400", "--poll-every", "86401")]
    [InlineData("'noon' is not an instant", "--end", "noon")]
    [InlineData("'9999-12-31T23:59:59-23:00' is not an instant", "--end", "9999-12-31T23:59:59-23:00")]
    [InlineData("'9999-12-31T23:59:59Z' is not an instant", "--end", "9999-12-31T23:59:59Z")]
    [InlineData("'0001-01-01T00:00:00Z' is not an instant", "--end", "0001-01-01T00:00:00Z")]
    public async Task Options_that_make_no_sense_are_wrong_usage(string problem, params string[] options)
    {
        var run = await Sample("s", options);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(problem).And.EndWith("try --help\n");
    }

    [Fact]
    public async Task Without_an_output_it_is_wrong_usage()
    {
        var run = await _cli.RunBare("sample");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("--output");
    }

    public void Dispose() => _cli.Dispose();

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text.Replace(" UTC", "Z", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    private Task<CliRun> Sample(string folder, params string[] options) => _cli.RunBare(["sample", "--output", _cli.Folder.Of(folder), .. options]);

    private List<byte[]> Bytes(string folder) => [.. Names.Select(name => File.ReadAllBytes(_cli.Folder.Of(folder, name)))];

    private List<string[]> Polls(string folder) =>
        [.. File.ReadLines(_cli.Folder.Of(folder, "store_status.csv")).Skip(1).Select(line => line.Split(','))];
}
