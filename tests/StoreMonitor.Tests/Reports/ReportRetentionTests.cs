using NodaTime;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>Reports go with their rows when they are older than the settings keep them, and not before.</summary>
public class ReportRetentionTests : IDisposable
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
        File.Exists(_storage.Files.PathOf("old")).Should().BeFalse();
    }

    [Fact]
    public async Task A_younger_report_stays()
    {
        var report = await DoneReport("young");
        _storage.Clock.AdvanceDays(30);

        var removed = await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        removed.Should().Be(0);
        (await _storage.StateOf(report)).Should().Be(ReportState.Complete);
        File.Exists(_storage.Files.PathOf("young")).Should().BeTrue();
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
        File.Exists(_storage.Files.PathOf("shared")).Should().BeTrue();
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

    [Fact]
    public async Task A_file_of_that_age_without_a_row_goes_too_and_a_younger_one_stays()
    {
        var (old, young, other) = (Orphan("1", days: 31), Orphan("2", days: 29), Path.Combine(_folder.Reports, "somebody-else.csv"));
        await File.WriteAllTextAsync(other, "");
        File.SetLastWriteTimeUtc(other, DateTime.UnixEpoch);

        await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        File.Exists(old).Should().BeFalse();
        (File.Exists(young), File.Exists(other)).Should().Be((true, true));
    }

    [Fact]
    public async Task A_file_of_that_age_whose_report_is_running_stays()
    {
        var report = await _storage.Enqueue();
        await _storage.Claim();
        await File.WriteAllTextAsync(_folder.ReportPath(report), "content");
        File.SetLastWriteTimeUtc(_folder.ReportPath(report), DateTime.UnixEpoch);

        await _storage.Retention.RemoveOld(Age, CancellationToken.None);

        File.Exists(_folder.ReportPath(report)).Should().BeTrue();
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
        await _storage.Outcomes.Complete(job!, ServiceStorage.FinishedWith(fileId), CancellationToken.None);
        return report;
    }

    private string Orphan(string digit, int days)
    {
        var path = _folder.ReportPath(string.Concat(Enumerable.Repeat(digit, 32)));
        File.WriteAllText(path, "content");
        File.SetLastWriteTimeUtc(path, (ServiceFolder.Now - Duration.FromDays(days)).ToDateTimeUtc());
        return path;
    }
}
