using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>What a signal ends with: 130 for Ctrl-C, 143 for SIGTERM, and 0 where the work was done.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_verb_that_is_cancelled_says_so_by_its_exit_code(string signal, int exitCode)
    {
        using var sample = ServiceProcess.Start(
            ["sample", "--output", Path.Combine(_folder.Reports, "s"), "--stores", "3700", "--days", "3650"], []);
        await ServiceWait.Eventually(() => sample.HasExited || Directory.Exists(Path.Combine(_folder.Reports, "s")), "it writes");

        await sample.Signal(signal);

        (await sample.Exit()).Should().Be(exitCode, sample.Diagnostics);
        sample.Diagnostics.Should().Contain("cancelled: ").And.NotContain("   at ");
        Directory.GetFiles(Path.Combine(_folder.Reports, "s"), "*.partial").Should().BeEmpty();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 0)]
    public async Task A_running_service_ends_cleanly_and_says_by_which_signal(string signal, int exitCode)
    {
        var (service, client) = await ServiceProcess.Serve(_folder);
        using var running = service;
        client.Dispose();

        await service.Signal(signal);

        (await service.Exit()).Should().Be(exitCode, service.Diagnostics);
        service.Diagnostics.Should().NotContainAny("cancelled", "   at ");
    }

    [Fact]
    public async Task A_service_that_is_told_to_end_after_its_first_ingest_does_not_say_that_nothing_is_stored()
    {
        var (code, diagnostics) = await SignalAfter("store_status.csv: read ");

        code.Should().Be(0, diagnostics);
        diagnostics.Should().NotContainAny("the work in progress", "   at ");
        Facts.In(_folder.Database).Polls.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_signal_as_soon_as_the_program_runs_leaves_nothing_half_done()
    {
        for (var milliseconds = 0; milliseconds <= 200; milliseconds += 20)
        {
            using var ingest = ServiceProcess.Start(_folder, "ingest");
            await Task.Delay(milliseconds);
            if (!ingest.HasExited)
                await ingest.Signal("INT");

            var code = await ingest.Exit();

            code.Should().BeOneOf([130, 0], ingest.Diagnostics);
            ingest.Diagnostics.Should().NotContain("   at ");
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Diagnostics)> SignalAfter(string text)
    {
        using var service = ServiceProcess.Start(_folder, "serve", "--urls", "http://127.0.0.1:0");
        await service.WaitForDiagnostic(text);
        await service.Signal("TERM");
        return (await service.Exit(), service.Diagnostics);
    }
}
