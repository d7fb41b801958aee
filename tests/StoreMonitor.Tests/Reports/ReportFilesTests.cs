using StoreMonitor.Files;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    [Fact]
    public async Task A_start_removes_what_a_killed_process_left_and_nothing_that_is_being_written()
    {
        using var storage = new ServiceStorage(_folder);
        Directory.CreateDirectory(_folder.Reports);
        var left = AtomicFile.NewPartialOf(Path.Combine(_folder.Reports, "left.csv"));
        var written = Path.Combine(_folder.Reports, "rejected-rows.csv");
        await File.WriteAllTextAsync(left, "half");
        using (var file = new AtomicFile(written))
        {
            file.Stream.Write("whole"u8);

            storage.Files.Prepare();
            file.Commit();
        }

        File.Exists(left).Should().BeFalse();
        (await File.ReadAllTextAsync(written)).Should().Be("whole", "an ingest writes it while the service starts");
    }

    public void Dispose() => _folder.Dispose();
}
