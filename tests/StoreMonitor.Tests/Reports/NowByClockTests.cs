using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Core.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary><c>Reports__Now=clock</c>: rule R13 for live deployments.</summary>
public sealed class NowByClockTests : IDisposable
{
    private static readonly Instant Start = ServiceFolder.Now;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;
    private readonly FakeClock _clock;

    public NowByClockTests()
    {
        _service = new ServiceFactory(_folder) { Settings = [("Reports:Now", "clock")] };
        _client = _service.CreateQuietClient();
        _clock = (FakeClock)_service.Services.GetRequiredService<IClock>();
    }

    [Fact]
    public async Task A_report_is_as_of_the_second_in_which_it_was_triggered()
    {
        _clock.Advance(Duration.FromMilliseconds(2_750));

        var reportId = await _client.TriggerAndWait();

        (await AsOfOf(reportId)).Should().Be(InstantText.Format(Start + Duration.FromSeconds(2)));
    }

    [Fact]
    public async Task An_instant_that_is_asked_for_goes_first()
    {
        var reportId = await _client.TriggerAndWait("/trigger_report?as_of=2024-10-07T12:00:00Z");

        (await _client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task Steps_of_the_clock_move_the_next_report_and_harm_nothing()
    {
        var before = await _client.TriggerAndWait();
        _clock.Reset(Instant.FromUtc(2024, 10, 7, 12, 0));
        var stepped = await _client.TriggerAndWait();
        using var posted = await _client.PostPolls("store_id,status,timestamp_utc\nlive,active,2024-10-07T11:59:00Z\n", "text/csv");
        _clock.Reset(Start + Duration.FromDays(1));
        var after = await _client.TriggerAndWait();

        (await _client.CsvOf(stepped)).Should().Be(ServiceFolder.ExamplesReport, "it is as of the examples");
        (await AsOfOf(before)).Should().Be(InstantText.Format(Start));
        (await AsOfOf(after)).Should().Be(InstantText.Format(Start + Duration.FromDays(1)));
        ((int)posted.StatusCode).Should().Be(200);
    }

    [Fact]
    public async Task Another_value_is_refused()
    {
        using var service = ServiceProcess.Start(["report", .. _folder.Options], new() { ["Reports__Now"] = "now" });

        (await service.Exit()).Should().Be(2);
        service.Diagnostics.Should().Contain("Reports:Now is 'now', which is not one of latest, clock");
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private async Task<string?> AsOfOf(string reportId) => (await _client.StatusOf(reportId)).GetProperty("as_of").GetString();
}
