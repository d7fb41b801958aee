using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class BackupTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly TempFolder _backups = new();

    private string Target => _backups.Of("backup.db");

    [Fact]
    public async Task A_backup_is_one_file_that_a_report_can_be_made_from_at_once()
    {
        await _folder.Run("ingest");
        var expected = await _folder.Report();

        var run = await _folder.Run("backup", Target);

        run.Code.Should().Be(0, run.Diagnostics);
        run.Results.Should().Be(Target + Environment.NewLine);
        run.Diagnostics.Should().Contain("4 stores, 5 polls");
        Directory.GetFiles(_backups.Path).Should().Equal(Target);
        (await ReportOf(Target)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_backup_that_is_put_back_as_the_docs_say_is_the_database_again()
    {
        await _folder.Run("ingest");
        var expected = await _folder.Report();
        await _folder.Run("backup", Target);
        _folder.WritePolls("always-up,inactive,2024-10-07 13:00:00 UTC");
        await _folder.Run("ingest");

        foreach (var suffix in new[] { "", "-wal", "-shm", AcknowledgedFile.Suffix })
            File.Delete(_folder.Database + suffix);
        File.Copy(Target, _folder.Database);

        (await _folder.Report()).Should().Equal(expected);
    }

    [Fact]
    public async Task A_backup_replaces_a_backup_and_nothing_else_unless_forced()
    {
        await _folder.Run("ingest");
        await File.WriteAllTextAsync(Target, "not ours");

        var refused = await _folder.Run("backup", Target);

        refused.Code.Should().Be(2);
        refused.Diagnostics.Should().Contain("is not a backup of StoreMonitor").And.Contain("--force");
        (await File.ReadAllTextAsync(Target)).Should().Be("not ours");
        (await _folder.Run("backup", Target, "--force")).Code.Should().Be(0);
        (await _folder.Run("backup", Target)).Code.Should().Be(0);
    }

    [FactOnLinux]
    public async Task A_pipe_is_never_replaced_nor_read_from()
    {
        await _folder.Run("ingest");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [Target]))
            await made.WaitForExitAsync();

        foreach (var force in new[] { Array.Empty<string>(), ["--force"] })
        {
            var refused = await _folder.Run(["backup", Target, .. force]).WaitAsync(TimeSpan.FromSeconds(30));
            refused.Code.Should().Be(2);
            refused.Diagnostics.Should().Contain("is not a file");
        }

        FileEntry.At(Target)!.Value.Kind.Should().Be(FileKind.Pipe);
    }

    [Fact]
    public async Task What_is_where_the_report_jobs_would_go_is_not_replaced_unless_forced()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        await File.WriteAllTextAsync(Target + JobsFile.Suffix, "not ours");

        var refused = await _folder.Run("backup", Target);

        refused.Code.Should().Be(2);
        refused.Diagnostics.Should().Contain(JobsFile.Suffix).And.Contain("is not a backup of StoreMonitor");
        (await File.ReadAllTextAsync(Target + JobsFile.Suffix)).Should().Be("not ours");
        File.Exists(Target).Should().BeFalse();
        (await _folder.Run("backup", Target, "--force")).Code.Should().Be(0);
        (await _folder.Run("backup", Target)).Code.Should().Be(0);
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_removed_by_the_next_one_and_nothing_else_is()
    {
        await _folder.Run("ingest");
        var partial = AtomicFile.NewPartialOf(Target);
        string[] left = [partial, partial + "-journal", AtomicFile.NewPartialOf(Target) + "-journal"];
        string[] others = [_backups.Of("backup.db.mine.partial-journal"), AtomicFile.NewPartialOf(_backups.Of("other.db")) + "-journal"];
        foreach (var file in left.Concat(others))
            await File.WriteAllTextAsync(file, "left");

        (await _folder.Run("backup", Target)).Code.Should().Be(0);

        Directory.GetFiles(_backups.Path).Should().BeEquivalentTo([Target, .. others]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-state")]
    public async Task The_database_itself_is_never_replaced(string suffix)
    {
        await _folder.Run("ingest");

        var refused = await _folder.Run("backup", _folder.Database + suffix, "--force");

        refused.Code.Should().Be(2);
        refused.Diagnostics.Should().Contain("belongs to the database itself");
    }

    [Fact]
    public async Task A_database_in_use_is_not_replaced_by_a_backup_of_another()
    {
        await _folder.Run("ingest");
        using var other = ServiceFolder.WithExamples();
        await other.Run("ingest");

        (await _folder.Run("backup", other.Database)).Code.Should().Be(2);
    }

    [Fact]
    public async Task A_damaged_database_makes_no_backup_and_leaves_the_one_before()
    {
        await _folder.Run("ingest");
        await _folder.Run("backup", Target);
        var before = await File.ReadAllBytesAsync(Target);
        Facts.Scalar(_folder.Database, "UPDATE poll_chunks SET polls = replace(polls, '1]', '0]')");

        var run = await _folder.Run("backup", Target);

        run.Code.Should().Be(1);
        run.Diagnostics.Should().Contain("the database file is damaged");
        (await File.ReadAllBytesAsync(Target)).Should().Equal(before);
        Directory.GetFiles(_backups.Path).Should().Equal(Target);
    }

    [Fact]
    public async Task A_backup_while_the_service_runs_and_facts_are_ingested_is_a_whole_one_of_some_version()
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        using var calls = client;
        var versions = new HashSet<long>();
        for (var round = 0; round < 5; round++)
        {
            _folder.WritePolls([.. Enumerable.Range(0, 500).Select(i => $"s{i},active,2024-10-07 1{round}:{i % 60:00}:00 UTC")]);
            var ingest = _folder.Run("ingest");
            (await _folder.Run("backup", Target)).Code.Should().Be(0);
            (await ingest).Code.Should().Be(0);
            using var connection = new Database(Target).OpenToRead();
            FactsVerification.Run(connection);
            versions.Add(FactsMetadata.ReadVersion(connection));
        }

        versions.Should().HaveCountGreaterThan(1);
        (await client.CsvOf(await client.Trigger())).Should().NotBeEmpty();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _backups.Dispose();
    }

    private async Task<byte[]> ReportOf(string database)
    {
        var output = _backups.Of("of-backup.csv");
        var run = await _folder.RunOn(database, "report", "--output", output);
        run.Code.Should().Be(0, run.Diagnostics);
        return await File.ReadAllBytesAsync(output);
    }
}
