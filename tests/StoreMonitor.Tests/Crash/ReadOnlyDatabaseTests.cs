using System.Runtime.Versioning;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A reader needs no right to write, and leaves nothing of its own beside a database that it may not write.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyDatabaseTests : IDisposable
{
    private const UnixFileMode ReadOnlyFile = UnixFileMode.UserRead;
    private const UnixFileMode ReadOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private const UnixFileMode Writable = ReadOnlyFolder | UnixFileMode.UserWrite;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Theory]
    [InlineData(ReadOnlyFile, ReadOnlyFolder, false)]
    [InlineData(ReadOnlyFile, Writable, false)]
    [InlineData(Writable, ReadOnlyFolder, false)]
    [InlineData(ReadOnlyFile, ReadOnlyFolder, true)]
    [InlineData(Writable, Writable, true)]
    public async Task A_database_that_may_only_be_read_can_be_reported_on_and_explained(UnixFileMode file, UnixFileMode folder, bool byMode)
    {
        await _folder.Run("ingest");
        var before = Directory.GetFiles(_folder.Data);
        File.SetUnixFileMode(_folder.Database, file);
        File.SetUnixFileMode(_folder.Data, folder);
        var database = byMode ? $"Data Source={_folder.Database};Mode=ReadOnly" : _folder.Database;

        using var report = Start("report", database, "--output", "-");
        using var explain = Start("explain", database, "always-up");
        using var count = Start("prune", database, "--before", "2024-10-07T10:00:00Z", "--dry-run");

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        report.Results.Should().Contain("always-up,60.00,24.00,24.00");
        (await explain.Exit()).Should().Be(0, explain.Diagnostics);
        (await count.Exit()).Should().Be(0, count.Diagnostics);
        count.Results.Should().StartWith("would remove ");
        Directory.GetFiles(_folder.Data).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData(ReadOnlyFile, false, "prune", "--before", "2024-10-07T10:00:00Z")]
    [InlineData(ReadOnlyFile, false, "forget", "always-up")]
    [InlineData(ReadOnlyFile, false, "ingest")]
    [InlineData(Writable, true, "prune", "--before", "2024-10-07T10:00:00Z")]
    [InlineData(Writable, true, "forget", "always-up")]
    public async Task A_writer_who_may_only_read_leaves_nothing_in_the_way_of_the_owner(UnixFileMode file, bool byMode, params string[] verb)
    {
        await _folder.Run("ingest");
        var before = Directory.GetFiles(_folder.Data);
        File.SetUnixFileMode(_folder.Database, file);

        using var writer = Start(verb[0], byMode ? $"Data Source={_folder.Database};Mode=ReadOnly" : _folder.Database, verb[1..]);

        (await writer.Exit()).Should().Be(1);
        writer.Diagnostics.Should().Contain("cannot be written").And.Contain(_folder.Database).And.NotContain("   at ");
        Directory.GetFiles(_folder.Data).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task An_empty_log_without_its_index_is_as_good_as_none()
    {
        await _folder.Run("ingest");
        await File.WriteAllBytesAsync(_folder.Database + "-wal", []);
        File.SetUnixFileMode(_folder.Database, ReadOnlyFile);
        File.SetUnixFileMode(_folder.Data, ReadOnlyFolder);

        using var report = Start("report", _folder.Database, "--output", "-");

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        report.Results.Should().Contain("always-up,60.00,24.00,24.00");
    }

    [Fact]
    public async Task While_the_service_runs_a_reader_without_the_right_to_write_reads_its_log()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        File.SetUnixFileMode(_folder.Database, ReadOnlyFile);
        File.SetUnixFileMode(_folder.Data, ReadOnlyFolder);

        using var report = Start("report", _folder.Database, "--output", "-");

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        report.Results.Should().Contain("always-up,60.00,24.00,24.00");
    }

    [Fact]
    public async Task A_log_that_only_a_writer_can_read_is_named_with_whose_the_database_is()
    {
        await _folder.Run("ingest");
        await File.WriteAllBytesAsync(_folder.Database + "-wal", new byte[8_192]);
        File.SetUnixFileMode(_folder.Database, ReadOnlyFile);
        File.SetUnixFileMode(_folder.Data, ReadOnlyFolder);

        using var report = Start("report", _folder.Database, "--output", "-");

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Should().Contain($"the log {_folder.Database}-wal").And.Contain("run any verb as that user").And.NotContain("   at ");
        if (OperatingSystem.IsLinux())
            report.Diagnostics.Should().Contain($"(which belongs to {Environment.UserName})");
    }

    [Fact]
    public async Task An_ingest_names_the_file_that_is_in_its_way()
    {
        await _folder.Run("ingest");
        await File.WriteAllBytesAsync(_folder.Database + "-shm", []);
        File.SetUnixFileMode(_folder.Database + "-shm", ReadOnlyFile);
        File.SetUnixFileMode(_folder.Data, ReadOnlyFolder);

        using var ingest = Start("ingest", _folder.Database);

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().Contain($"{_folder.Database}-shm").And.Contain("cannot be written").And.NotContain("   at ");
    }

    public void Dispose()
    {
        File.SetUnixFileMode(_folder.Data, Writable);
        _folder.Dispose();
    }

    private ServiceProcess Start(string verb, string database, params string[] more) =>
        ServiceProcess.Start(Launcher.BoundByPermissions, [verb, "--data", _folder.Data, "--database", database, "--reports", _folder.Reports, .. more], []);
}
