using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>The program as a process of its own, for the environment is one for all tests of this one.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly Cli _cli = new();

    public EnvironmentTests() => _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

    [Fact]
    public async Task The_environment_sets_what_the_options_set()
    {
        var run = await Run(
            ["ingest"],
            ("Data__Folder", _cli.DataFolder), ("ConnectionStrings__StoreMonitor", $"Data Source={_cli.DatabasePath}"), ("Reports__Folder", _cli.ReportsFolder));

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Results.Should().Contain("store_status.csv: read 1, stored 1");
        _cli.Facts.Stores.Should().Equal("a");
    }

    [Fact]
    public async Task An_option_goes_before_the_environment()
    {
        var run = await Run(
            ["ingest", "--data", _cli.DataFolder, "--database", _cli.DatabasePath, "--reports", _cli.ReportsFolder],
            ("Data__Folder", "nowhere"), ("ConnectionStrings__StoreMonitor", _cli.Folder.Of("other.db")), ("Reports__Folder", "nowhere"));

        run.ExitCode.Should().Be(0);
        _cli.Facts.Stores.Should().Equal("a");
        File.Exists(_cli.Folder.Of("other.db")).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_beside_the_program_sets_what_the_environment_does_not()
    {
        var program = CopyOfProgram();
        await File.WriteAllTextAsync(Path.Combine(program, "appsettings.json"), """{ "Data": { "Folder": "nowhere" }, "Reports": { "Folder": "from-file" } }""");

        await _cli.Run("ingest");
        var run = await RunFrom(program, ["report"], ("Data__Folder", _cli.DataFolder), ("ConnectionStrings__StoreMonitor", _cli.DatabasePath));

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.ResultLines.Should().ContainSingle().Which.Should().StartWith("from-file" + Path.DirectorySeparatorChar);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("serve")]
    public async Task A_file_beside_the_program_that_cannot_be_read_is_named_with_the_line_and_the_reason(string verb)
    {
        var program = CopyOfProgram();
        await File.WriteAllTextAsync(Path.Combine(program, "appsettings.json"), "{\n  \"Data\": {\n");

        var run = await RunFrom(program, [verb]);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain("appsettings.json:3: ").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_provider_that_this_version_has_not_is_wrong_usage()
    {
        var run = await Run(["ingest"], ("Database__Provider", "Oracle"));

        run.ExitCode.Should().Be(2);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().StartWith("Database:Provider is 'Oracle'");
    }

    [Fact]
    public async Task Without_settings_the_folders_are_those_of_the_current_directory()
    {
        var ingest = await Run(["ingest"]);
        var run = await Run(["report"]);

        ingest.ExitCode.Should().Be(0, ingest.Diagnostics);
        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.ResultLines.Should().ContainSingle().Which.Should().StartWith("reports" + Path.DirectorySeparatorChar);
        Directory.GetFiles(_cli.ReportsFolder).Should().ContainSingle();
        File.Exists(_cli.Folder.Of("data", "store-monitor.db")).Should().BeTrue();
    }

    public void Dispose() => _cli.Dispose();

    // What is put beside the one that all tests start would be for all of them.
    private string CopyOfProgram()
    {
        var copy = Directory.CreateDirectory(_cli.Folder.Of("program")).FullName;
        foreach (var file in Directory.EnumerateFiles(ServiceProcess.ProgramFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(ServiceProcess.ProgramFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private Task<CliRun> Run(string[] args, params (string Name, string Value)[] environment) =>
        RunFrom(ServiceProcess.ProgramFolder, args, environment);

    private Task<CliRun> RunFrom(string program, string[] args, params (string Name, string Value)[] environment) =>
        ProgramRun.In(_cli.Folder.Path, args, environment, program);
}
