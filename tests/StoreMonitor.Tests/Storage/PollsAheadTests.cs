using NodaTime;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>One poll ahead of the clock moves everybody's "now" (rule R13): it is named, and so is the way to remove it.</summary>
public sealed class PollsAheadTests : IDisposable
{
    private readonly Cli _cli = new();

    public PollsAheadTests() => _cli.IngestStatus(
        "a,active,2024-10-14 11:00:00 UTC", "b,active,2024-10-14 11:30:00 UTC", "b,active,2024-10-14 12:00:00 UTC", "c,active,2024-10-14 11:59:00 UTC");

    [Fact]
    public async Task The_latest_poll_is_named_with_its_store_when_the_clock_is_behind_it()
    {
        _cli.Clock.Reset(Cli.Now - Duration.FromDays(3));

        var run = await _cli.Run("report");

        run.ExitCode.Should().Be(0);
        run.Diagnostics.Should().Contain("warning: the latest poll, 2024-10-14T12:00:00Z of the store 'b', and of 2 other stores, is 3 days ahead of the clock")
            .And.Contain("prune --after 2024-10-11T12:00:00Z");
    }

    [Fact]
    public async Task Nothing_is_said_once_it_is_removed()
    {
        _cli.Clock.Reset(Cli.Now - Duration.FromMinutes(50));
        var before = await _cli.Run("report");

        await _cli.Run("prune", "--after", "2024-10-14T11:10:00Z");

        before.Diagnostics.Should().Contain("is 50 minutes ahead of the clock");
        (await _cli.Run("report")).Diagnostics.Should().NotContain("warning: the latest poll");
    }

    [Fact]
    public async Task Five_minutes_are_no_reason_to_warn()
    {
        _cli.Clock.Reset(Cli.Now - Duration.FromMinutes(5));

        (await _cli.Run("report")).Diagnostics.Should().NotContain("warning: the latest poll");
    }

    [Fact]
    public async Task The_service_says_so_when_it_starts()
    {
        using var folder = new ServiceFolder(Instant.FromUtc(2200, 1, 1, 0, 0)).WritePolls("far,active,2199-01-01 00:00:00 UTC");
        (await folder.Run("ingest")).Code.Should().Be(0);

        var (service, client) = await ServiceProcess.Serve(folder);
        using (service)
        using (client)
            await service.WaitForDiagnostic("the latest poll, 2199-01-01T00:00:00Z of the store 'far', is ");
    }

    public void Dispose() => _cli.Dispose();
}
