using System.Runtime.Versioning;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Stores;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>What <c>report --output</c> replaces, and what it refuses to.</summary>
public sealed class OutputGuardTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Cli _cli = new();

    public OutputGuardTests() => _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

    private string Output => _cli.Folder.Of("out.csv");

    [Theory]
    [InlineData("my notes\n")]
    [InlineData("store_id,status,timestamp_utc\na,active,2024-10-07 10:00:00 UTC\n")]
    [InlineData("store_id,uptime\n")]
    [InlineData("no line end")]
    public async Task A_file_that_no_report_wrote_is_refused_and_kept(string content)
    {
        File.WriteAllText(Output, content);

        var run = await _cli.Run("report", "--output", Output);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain($"--output '{Output}' is a file that no report wrote").And.Contain("--force");
        File.ReadAllText(Output).Should().Be(content);
    }

    [Fact]
    public async Task It_is_replaced_by_force()
    {
        File.WriteAllText(Output, "my notes\n");

        var run = await _cli.Run("report", "--output", Output, "--force");

        run.ExitCode.Should().Be(0);
        File.ReadAllText(Output).Should().StartWith("store_id,uptime_last_hour");
    }

    [Fact]
    public async Task A_report_and_an_empty_file_are_replaced()
    {
        File.WriteAllText(Output, "");

        (await _cli.Run("report", "--output", Output)).ExitCode.Should().Be(0);
        (await _cli.Run("report", "--output", Output, "--max-carry", "2h")).ExitCode.Should().Be(0);
    }

    [FactOnLinux]
    public async Task Input_files_and_databases_are_refused_by_whatever_name_even_by_force()
    {
        await _cli.Run("ingest");
        using var open = new Database(_cli.DatabasePath).OpenToRead();
        _ = StoreTable.Keys(open);
        var status = Path.Combine(_cli.DataFolder, "store_status.csv");
        foreach (var (target, what) in new[] { (status, "an input file"), (_cli.DatabasePath, "a database"), (_cli.DatabasePath + "-wal", "a database") })
        {
            foreach (var link in new[] { Link(target, "ln", "-s"), Link(target, "ln", "-P"), Link(Link(target, "ln", "-s"), "ln", "-s") })
            {
                var run = await _cli.Run("report", "--output", link, "--force");

                run.ExitCode.Should().Be(2, $"{link} is {target}");
                run.Diagnostics.Should().Contain($"is {what}");
            }
        }
    }

    [FactOnLinux]
    public async Task A_short_link_to_a_database_is_seen_through()
    {
        await _cli.Run("ingest");
        var elsewhere = _cli.Folder.Of("d");
        File.Copy(_cli.DatabasePath, elsewhere);
        File.CreateSymbolicLink(_cli.Folder.Of("l"), "d");

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("l"), "--force");

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("is a database");
    }

    [FactOnLinux]
    [UnsupportedOSPlatform("windows")]
    public async Task A_link_stays_and_what_it_refers_to_is_replaced_with_its_mode()
    {
        await _cli.Run("report", "--output", Output);
        File.SetUnixFileMode(Output, Private);
        var link = Link(Output, "ln", "-s");

        var run = await _cli.Run("report", "--output", link, "--max-carry", "2h");

        run.ExitCode.Should().Be(0, run.Diagnostics);
        new FileInfo(link).LinkTarget.Should().Be(Output);
        File.GetUnixFileMode(Output).Should().Be(Private);
    }

    [FactOnLinux]
    public async Task A_link_to_nothing_gets_its_file()
    {
        File.CreateSymbolicLink(_cli.Folder.Of("latest"), "made.csv");

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("latest"));

        run.ExitCode.Should().Be(0, run.Diagnostics);
        File.Exists(_cli.Folder.Of("made.csv")).Should().BeTrue();
    }

    [FactOnLinux]
    public async Task Links_in_a_circle_end_with_1()
    {
        File.CreateSymbolicLink(_cli.Folder.Of("x"), _cli.Folder.Of("y"));
        File.CreateSymbolicLink(_cli.Folder.Of("y"), _cli.Folder.Of("x"));

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("x"));

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("lead in a circle");
    }

    public void Dispose() => _cli.Dispose();

    private string Link(string target, params string[] command)
    {
        var link = _cli.Folder.Of($"link-{Guid.NewGuid():N}");
        using var made = System.Diagnostics.Process.Start(command[0], [.. command[1..], target, link]);
        made.WaitForExit();
        return link;
    }
}
