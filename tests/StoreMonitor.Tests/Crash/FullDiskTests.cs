using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>No room for what is to be written.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_report_onto_a_full_disk_says_so_and_leaves_nothing_half_written()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var path = Path.Combine(folder.Reports, "output.csv");
        File.CreateSymbolicLink(path + ".partial", "/dev/full");

        var run = await folder.Run("report", "--output", path);

        run.Code.Should().Be(1);
        run.Diagnostics.Should().StartWith("failed: No space left on device").And.NotContain("   at ");
        Directory.GetFileSystemEntries(folder.Reports).Should().BeEmpty();
    }
}
