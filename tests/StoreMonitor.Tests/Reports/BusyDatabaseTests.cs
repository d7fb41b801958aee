using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StoreMonitor.Reports;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>While another process writes, as a large ingest does for minutes.</summary>
public sealed class BusyDatabaseTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    [Fact]
    public async Task Triggers_are_told_to_come_again_and_others_are_answered_meanwhile()
    {
        using var factory = new ServiceFactory(_folder);
        using var client = factory.CreateQuietClient();
        factory.Services.GetRequiredService<ReportQueue>().Patience = TimeSpan.FromSeconds(2);
        using var writer = new Database(_folder.Database).Open();
        using var transaction = writer.BeginTransaction();

        var triggers = Enumerable.Range(0, 40).Select(_ => client.PostAsync("/trigger_report", null)).ToList();
        using var live = await client.GetAsync("/health/live");
        var answers = await Task.WhenAll(triggers);

        live.StatusCode.Should().Be(HttpStatusCode.OK);
        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter != null);
        (await answers[0].Content.ReadAsStringAsync()).Should().Contain("held by another process");
    }

    [Fact]
    public async Task A_trigger_is_taken_again_once_the_other_is_done()
    {
        using var storage = new ServiceStorage(_folder);
        storage.Queue.Patience = TimeSpan.FromSeconds(1);
        using (var writer = storage.Database.Open())
        using (writer.BeginTransaction())
        {
            var busy = () => storage.Enqueue();
            await busy.Should().ThrowAsync<DatabaseBusyException>();
        }

        var reportId = await storage.Enqueue();

        (await storage.StateOf(reportId)).Should().Be(ReportState.Queued);
    }

    public void Dispose() => _folder.Dispose();
}
