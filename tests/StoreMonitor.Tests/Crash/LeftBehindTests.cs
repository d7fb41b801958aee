using StoreMonitor.Files;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What a killed command left half written in the reports folder is cleared by the next one, not only when a service starts.</summary>
public sealed class LeftBehindTests : IDisposable
{
    // Enough to be killed in the middle of.
    private const int Rows = 200_000;

    // On a busy machine the kill can come after the end.
    private const int Attempts = 5;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task The_list_of_a_killed_ingest_is_cleared_by_the_next_one()
    {
        _folder.WritePolls([.. Enumerable.Range(0, Rows).Select(i => $"a,?{i},2024-10-07 12:00:00 UTC")]);
        for (var attempt = 0; attempt < Attempts && _folder.Partials().Length == 0; attempt++)
            await KillIngest();
        _folder.Partials().Should().ContainSingle();
        foreach (var whole in Directory.GetFiles(_folder.Reports, "*.csv"))
            File.Delete(whole);
        _folder.WritePolls("a,active,2024-10-07 12:00:00 UTC");

        var next = await _folder.Run("ingest");

        next.Code.Should().Be(0, next.Diagnostics);
        Directory.GetFileSystemEntries(_folder.Reports).Should().BeEmpty();
    }

    [Theory]
    [InlineData("ingest", "rejected-rows-20241007T120000.000Z.csv")]
    [InlineData("report", "report-2024-10-07T120000Z-midpoint-P7D.csv")]
    public async Task A_command_clears_what_its_kind_left_and_nothing_that_is_being_written(string verb, string name)
    {
        await File.WriteAllTextAsync(AtomicFile.NewPartialOf(Path.Combine(_folder.Reports, name)), "half");
        var written = Path.Combine(_folder.Reports, name.Replace("2024", "2023", StringComparison.Ordinal));
        using var file = new AtomicFile(written);

        var run = await _folder.Run(verb);

        run.Code.Should().Be(0, run.Diagnostics);
        _folder.Partials().Should().ContainSingle().Which.Should().StartWith(written);
    }

    public void Dispose() => _folder.Dispose();

    private async Task KillIngest()
    {
        using var killed = ServiceProcess.Start(_folder, "ingest");
        await killed.WaitForDiagnostic("store_status.csv: 25 %");
        await killed.Kill();
    }
}
