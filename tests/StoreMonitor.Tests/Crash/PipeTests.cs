using System.Diagnostics;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Pipes and devices in the place of files.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    [FactOnLinux]
    public async Task An_ingest_that_waits_for_a_pipe_can_be_cancelled()
    {
        MakePipe();
        using var ingest = ServiceProcess.Start(_folder, "ingest");
        await ServiceWait.Eventually(() => ingest.HasExited || File.Exists(_folder.Database), "the database is made");

        await ingest.Signal("INT");

        (await ingest.Exit()).Should().Be(130, "it ended by itself");
        ingest.Diagnostics.Should().Contain("cancelled: the work in progress is rolled back");
    }

    [FactOnLinux]
    public async Task A_pipe_that_somebody_writes_to_is_refused_by_name()
    {
        var pipe = MakePipe();
        using var writer = Process.Start("bash", ["-c", $"exec 3>'{pipe}'; sleep 60"]);
        try
        {
            var run = await _folder.Run("ingest");

            run.Code.Should().Be(1);
            run.Diagnostics.Should().Contain("failed: store_status.csv: it is a pipe or a device").And.NotContain("   at ");
        }
        finally
        {
            writer.Kill(entireProcessTree: true);
        }
    }

    [FactOnLinux]
    public async Task An_ingest_whose_diagnostics_nobody_can_take_stores_all()
    {
        _folder.WritePolls("a,active,2024-10-07 12:00:00 UTC");

        using var ingest = ServiceProcess.Start(["bash", "-c", "exec \"$@\" 2>/dev/full", "bash"], ["ingest", .. _folder.Options], []);

        (await ingest.Exit()).Should().Be(0);
        ingest.Results.Should().Contain("store_status.csv: read 1, stored 1");
        Facts.In(_folder.Database).Polls.Should().ContainSingle();
    }

    [TheoryOnLinux]
    [InlineData("prune", "--before", "2024-10-07T12:30:00Z", "removed 1 poll before 2024-10-07T12:30:00Z")]
    [InlineData("forget", "a", "--yes", "the store 'a' is removed")]
    public async Task A_removal_whose_summary_nobody_can_take_says_what_is_done(string verb, string first, string second, string done)
    {
        _folder.WritePolls("a,active,2024-10-07 12:00:00 UTC", "b,active,2024-10-07 13:00:00 UTC");
        (await _folder.Run("ingest")).Code.Should().Be(0);

        using var removal = ServiceProcess.Start(["bash", "-c", "exec \"$@\" >/dev/full", "bash"], [verb, first, second, .. _folder.Options], []);

        (await removal.Exit()).Should().Be(0);
        removal.Diagnostics.Should().MatchRegex($"warning: {done}, but the summary could not be written: ");
        Facts.In(_folder.Database).Polls.Should().Equal("b 2024-10-07T13:00:00Z active");
    }

    [FactOnLinux]
    public async Task An_ingest_whose_summary_nobody_can_take_says_what_is_stored()
    {
        _folder.WritePolls("a,active,2024-10-07 12:00:00 UTC");

        using var ingest = ServiceProcess.Start(["bash", "-c", "exec \"$@\" >/dev/full", "bash"], ["ingest", .. _folder.Options], []);

        (await ingest.Exit()).Should().Be(0);
        ingest.Diagnostics.Should().MatchRegex("warning: .*store_status.csv is stored, but the summary could not be written: ");
        Facts.In(_folder.Database).Polls.Should().ContainSingle();
    }

    public void Dispose() => _folder.Dispose();

    private string MakePipe()
    {
        var path = Path.Combine(_folder.Data, "store_status.csv");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }
}
