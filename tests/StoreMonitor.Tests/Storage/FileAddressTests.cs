using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class FileAddressTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("file:/a/b.db", "/a/b.db")]
    [InlineData("file:///a/b.db", "/a/b.db")]
    [InlineData("file://localhost/a/b.db", "/a/b.db")]
    [InlineData("FILE:/a/b.db", "/a/b.db")]
    [InlineData("file:b.db", "b.db")]
    [InlineData("file:/a/b%23%20c.db", "/a/b# c.db")]
    [InlineData("file:/a/b.db?mode=rwc", "/a/b.db")]
    [InlineData("Data Source=file:/a/b.db", "/a/b.db")]
    [InlineData("file:file%3ab.db", "./file:b.db")]
    public void An_address_means_a_path(string address, string path)
    {
        DatabaseAddress.ProblemWith(address).Should().BeNull();
        new Database(address).Path.Should().Be(path);
        new Database(address).IsReadOnly.Should().BeFalse();
    }

    [Theory]
    [InlineData("file:/a/b.db?mode=memory", "in memory")]
    [InlineData("file::memory:", "in memory")]
    [InlineData("file:/a/b.db?vfs=unix-none", "'vfs=unix-none'")]
    [InlineData("file:/a/b.db?cache=shared", "'cache=shared'")]
    [InlineData("file:/a/b.db?mode=rw&immutable=1", "'immutable=1'")]
    [InlineData("file://server/a/b.db", "the host 'server'")]
    [InlineData("file:/a/b.db#c", "%23")]
    [InlineData("file:", "names no file")]
    [InlineData("Data Source=file:/a/b.db?vfs=x", "'vfs=x'")]
    public async Task An_address_that_means_something_else_is_refused_at_the_start(string address, string reason)
    {
        DatabaseAddress.ProblemWith(address).Should().Contain(reason);

        var run = await _cli.RunBare("report", "--database", address);

        run.ExitCode.Should().Be(2);
        run.Diagnostics.Should().Contain(reason);
    }

    [Fact]
    public async Task Every_verb_works_on_an_address_and_makes_no_folder_of_that_name()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        string[] options = ["--data", _cli.DataFolder, "--database", $"file:{_cli.DatabasePath}", "--reports", _cli.ReportsFolder];

        (await _cli.RunBare(["ingest", .. options])).ExitCode.Should().Be(0);
        (await _cli.RunBare(["report", .. options])).ExitCode.Should().Be(0);
        (await _cli.RunBare(["explain", "a", .. options])).ExitCode.Should().Be(0);
        (await _cli.RunBare(["prune", "--older-than", "400d", .. options])).ExitCode.Should().Be(0);

        File.Exists(_cli.DatabasePath).Should().BeTrue();
        Directory.Exists("file:").Should().BeFalse();
    }

    [Fact]
    public async Task A_service_on_an_address_is_ready_and_has_its_lock_beside_the_file()
    {
        using var folder = ServiceFolder.WithExamples();
        var (service, client) = await ServiceProcess.Serve(folder, database: $"file:{folder.Database}");
        using var running = service;
        using var calls = client;

        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);

        using var ready = await client.GetAsync("/health/ready");
        ((int)ready.StatusCode).Should().Be(200);
        File.Exists(folder.Database + ".lock").Should().BeTrue();
    }

    public void Dispose() => _cli.Dispose();
}
