using System.Runtime.Versioning;
using StoreMonitor.Files;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A reports folder that may be read and not written.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyReportsTests : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task The_report_verb_fails_and_names_the_file()
    {
        await _folder.Run("ingest");
        File.SetUnixFileMode(_folder.Reports, ReadOnly);

        using var report = Start("report");

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Should().StartWith("failed: ").And.Contain(_folder.Reports).And.Contain("denied").And.NotContain("   at ");
        report.Results.Should().BeEmpty();
        Directory.GetFiles(_folder.Reports).Should().BeEmpty();
    }

    [Fact]
    public async Task An_ingest_that_cannot_list_its_rejected_rows_fails_and_stores_nothing_of_the_file()
    {
        _folder.WritePolls("a,active,2024-10-07 12:00:00 UTC", "a,?,2024-10-07 12:00:00 UTC");
        File.SetUnixFileMode(_folder.Reports, ReadOnly);

        using var ingest = Start("ingest");

        (await ingest.Exit()).Should().Be(1);
        ingest.Diagnostics.Should().Contain(_folder.Reports).And.Contain("denied").And.NotContain("   at ");
        Facts.In(_folder.Database).Polls.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ReadOnly)]
    [InlineData(UnixFileMode.None)]
    public async Task What_is_left_half_written_where_it_may_not_be_removed_is_in_nobodys_way(UnixFileMode mode)
    {
        var left = AtomicFile.NewPartialOf(Path.Combine(_folder.Reports, "rejected-rows-20241007T120000.000Z.csv"));
        await File.WriteAllTextAsync(left, "half");
        File.SetUnixFileMode(_folder.Reports, mode);

        using var ingest = Start("ingest");

        (await ingest.Exit()).Should().Be(0, ingest.Diagnostics);
        LetWrite();
        _folder.Partials().Should().Equal(left);
    }

    [Fact]
    public async Task The_service_fails_reports_with_a_reason_until_it_may_write_again()
    {
        var (service, client) = await ServiceProcess.Serve(_folder, Launcher.BoundByPermissions);
        using var running = service;
        using var calls = client;
        File.SetUnixFileMode(_folder.Reports, ReadOnly);

        var failed = await client.Trigger();

        (await client.WaitUntilDone(failed)).Should().Be("Failed");
        (await client.StatusOf(failed)).GetProperty("error").GetString().Should().Be("the file of the report could not be written");
        using var ready = await client.GetAsync("/health/ready");
        ((int)ready.StatusCode).Should().Be(503);
        LetWrite();
        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task The_service_does_not_start_with_a_file_in_the_place_of_the_folder_and_says_why()
    {
        Directory.Delete(_folder.Reports);
        await File.WriteAllTextAsync(_folder.Reports, "in the way");

        using var service = ServiceProcess.Start(_folder, "serve", "--urls", "http://127.0.0.1:0");

        (await service.Exit()).Should().Be(1);
        service.Diagnostics.Should().Contain("failed: ").And.Contain(_folder.Reports).And.NotContain("   at ");
    }

    public void Dispose()
    {
        LetWrite();
        _folder.Dispose();
    }

    private void LetWrite() => File.SetUnixFileMode(_folder.Reports, ReadOnly | UnixFileMode.UserWrite);

    private ServiceProcess Start(string verb) => ServiceProcess.Start(Launcher.BoundByPermissions, [verb, .. _folder.Options], []);
}
