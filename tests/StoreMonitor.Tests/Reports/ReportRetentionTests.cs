using NodaTime;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Reports go with their rows when they are older than the settings keep them, and not before.</summary>
public sealed class ReportRetentionTests : IDisposable
{
    private static readonly Duration Age = Duration.FromDays(30);

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceStorage _storage;

    public ReportRetentionTests() => _storage = new ServiceStorage(_folder);

    [Fact]
    public async Task A_report_done_longer_ago_than_the_age_goes_with_its_row_and_file()
    {
        var report = await DoneReport("old");
        _storage.Clock.AdvanceDays(31);

        var removed = await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        removed.Should().Be(1);
        (await _storage.Queue.Find(report, CancellationToken.None)).Should().BeNull();
        _storage.Files.Exist("old").Should().BeFalse();
    }

    [Fact]
    public async Task A_younger_report_stays()
    {
        var report = await DoneReport("young");
        _storage.Clock.AdvanceDays(30);

        var removed = await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        removed.Should().Be(0);
        (await _storage.StateOf(report)).Should().Be(ReportState.Complete);
        _storage.Files.Exist("young").Should().BeTrue();
    }

    [Fact]
    public async Task A_file_that_a_younger_report_shares_stays()
    {
        await DoneReport("shared");
        _storage.Clock.AdvanceDays(29);
        var younger = await DoneReport("shared");
        _storage.Clock.AdvanceDays(2);

        var removed = await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        removed.Should().Be(1);
        (await _storage.StateOf(younger)).Should().Be(ReportState.Complete);
        _storage.Files.Exist("shared").Should().BeTrue();
    }

    [Fact]
    public async Task A_report_that_waits_or_runs_stays_however_old()
    {
        var running = await _storage.Enqueue();
        await _storage.Claim();
        var waiting = await _storage.Enqueue();
        _storage.Clock.AdvanceDays(400);

        var removed = await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        removed.Should().Be(0);
        (await _storage.StateOf(running)).Should().Be(ReportState.Running);
        (await _storage.StateOf(waiting)).Should().Be(ReportState.Queued);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    private async Task<string> DoneReport(string fileId)
    {
        var report = await _storage.Enqueue();
        var job = await _storage.Claim();
        _storage.Files.Prepare();
        await File.WriteAllTextAsync(_storage.Files.PathOf(fileId), "content");
        await _storage.Queue.Complete(job!, factsVersion: 1, fileId, CancellationToken.None);
        return report;
    }
}
