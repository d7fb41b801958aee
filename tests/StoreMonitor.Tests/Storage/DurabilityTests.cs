using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>What is acknowledged, or has its name, is on the disk: a power cut cannot be tried here, but what is asked of the system can be seen.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const long Full = 2;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public void Every_commit_of_facts_waits_for_the_disk()
    {
        var database = new Database(_folder.Database);
        database.Prepare();
        using var intake = database.OpenForIntake();
        using var other = database.Open();

        SynchronousOf(intake).Should().Be(Full);
        SynchronousOf(other).Should().Be(Full);
    }

    [FactWithStrace]
    public async Task A_report_is_on_the_disk_before_it_has_its_name()
    {
        await _folder.Run("ingest");
        var trace = Path.Combine(_folder.Reports, "trace");

        using var report = ServiceProcess.Start(
            [.. FactWithStraceAttribute.Strace, "-y", "-o", trace, "-e", "trace=fsync,fdatasync,rename,renameat,renameat2"],
            ["report", .. _folder.Options], []);

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        var calls = (await File.ReadAllLinesAsync(trace)).Where(line => line.Contains(".csv.", StringComparison.Ordinal)).ToList();
        calls.Should().HaveCountGreaterThanOrEqualTo(2);
        calls[0].Should().Contain("sync(").And.Contain(AtomicFile.PartialSuffix).And.Contain("= 0");
        calls[1].Should().Contain("rename");
    }

    [FactWithStrace]
    public async Task A_backup_is_on_the_disk_before_it_has_its_name()
    {
        await _folder.Run("ingest");
        var trace = Path.Combine(_folder.Reports, "trace");
        var target = Path.Combine(_folder.Reports, "copy.db");

        using var backup = ServiceProcess.Start(
            [.. FactWithStraceAttribute.Strace, "-y", "-o", trace, "-e", "trace=fsync,fdatasync,write,pwrite64,ftruncate,rename,renameat,renameat2"],
            ["backup", target, .. _folder.Options],
            []);

        (await backup.Exit()).Should().Be(0, backup.Diagnostics);

        // A descriptor is shown as <path>, and the old name of a rename in quotes; what SQLite keeps beside the file is left out.
        var calls = (await File.ReadAllLinesAsync(trace))
            .Where(line => line.Contains("copy.db.", StringComparison.Ordinal))
            .Where(line => line.Contains(AtomicFile.PartialSuffix + '>', StringComparison.Ordinal)
                || line.Contains(AtomicFile.PartialSuffix + '"', StringComparison.Ordinal))
            .ToList();
        calls.Should().HaveCountGreaterThanOrEqualTo(3);
        calls[^1].Should().Contain("rename");
        calls[^2].Should().Contain("sync(").And.Contain("= 0");
    }

    [FactWithStrace]
    public async Task What_an_ingest_acknowledges_is_on_the_disk_outside_of_the_log_too()
    {
        var trace = Path.Combine(_folder.Reports, "trace");

        using var ingest = ServiceProcess.Start(
            [.. FactWithStraceAttribute.Strace, "-y", "-o", trace, "-e", "trace=fsync,fdatasync,write,pwrite64"],
            ["ingest", .. _folder.Options], []);

        (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        var lines = await File.ReadAllLinesAsync(trace);
        var written = Array.FindLastIndex(lines, line => line.Contains(AcknowledgedFile.Suffix, StringComparison.Ordinal) && line.Contains("write", StringComparison.Ordinal));
        var flushed = Array.FindLastIndex(lines, line => line.Contains(AcknowledgedFile.Suffix, StringComparison.Ordinal) && line.Contains("sync(", StringComparison.Ordinal));
        var acknowledged = Array.FindIndex(lines, line => line.Contains("store_status.csv: read", StringComparison.Ordinal));
        written.Should().BePositive();
        flushed.Should().BeGreaterThan(written);
        acknowledged.Should().BeGreaterThan(flushed);
    }

    public void Dispose() => _folder.Dispose();

    private static object? SynchronousOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        return command.ExecuteScalar();
    }
}
