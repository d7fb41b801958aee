using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>A dash is what users of command lines call standard output.</summary>
public sealed class ReportToStandardOutputTests : IDisposable
{
    private readonly ServiceFolder _folder = new ServiceFolder()
        .WritePolls("東京,active,2024-10-07 12:00:00 UTC", "a,inactive,2024-10-07 12:00:00 UTC");

    [Fact]
    public async Task The_bytes_are_those_of_the_file_and_nothing_else_whatever_the_locale()
    {
        using var report = Start("here.csv", new() { ["LC_ALL"] = "en_US.ISO-8859-1" });

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        (await File.ReadAllBytesAsync(Path.Combine(_folder.Reports, "here.csv"))).Should().Equal(await _folder.Report());
        report.Diagnostics.Should().Contain("is empty: ingesting", "what is no result goes elsewhere");
    }

    [Fact]
    public async Task No_file_is_made()
    {
        using var report = Start("here.csv", []);

        await report.Exit();

        Directory.GetFiles(_folder.Reports).Select(Path.GetFileName).Should().Equal("here.csv");
    }

    [FactOnLinux]
    public async Task A_full_disk_behind_it_fails_the_report()
    {
        using var report = Start("/dev/full", []);

        (await report.Exit()).Should().Be(1);
        report.Diagnostics.Should().Contain("failed: No space left on device").And.NotContain("   at ");
    }

    public void Dispose() => _folder.Dispose();

    // In the reports folder, where a file with the name of the dash would be seen.
    private ServiceProcess Start(string redirectedTo, Dictionary<string, string> environment) => ServiceProcess.Start(
        ["bash", "-c", """cd "$0"; to=$1; shift; exec "$@" > "$to" """, _folder.Reports, redirectedTo],
        ["report", "--output", "-", .. _folder.Options],
        environment);
}
