using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>A report file that is not what was written is gone, for the one who asks for it and for the next report that requests the same.</summary>
public sealed class DamagedReportFileTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceFactory _service;
    private readonly HttpClient _client;

    public DamagedReportFileTests()
    {
        _service = new ServiceFactory(_folder);
        _client = _service.CreateQuietClient();
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("truncated")]
    [InlineData("changed")]
    [InlineData("longer")]
    [InlineData("unreadable")]
    [InlineData("removed")]
    public async Task It_is_gone_and_the_next_report_is_computed_anew(string damage)
    {
        var reportId = await _client.TriggerAndWait();
        (await _client.CsvOf(reportId)).Should().Be(ServiceFolder.ExamplesReport);
        Damage(_folder.ReportPath(reportId), damage);

        using (var csv = await _client.GetAsync($"/get_report?report_id={reportId}"))
            await csv.ShouldBeProblem(410);
        using (var json = await _client.GetAccepting($"/get_report?report_id={reportId}", "application/json"))
            await json.ShouldBeProblem(410);
        using (var download = await _client.GetAsync($"/api/v1/reports/{reportId}/download"))
            await download.ShouldBeProblem(410);

        (await _client.CsvOf(await _client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [FactOnLinux]
    public async Task A_pipe_in_its_place_is_gone_too_and_nobody_waits_for_it()
    {
        var reportId = await _client.TriggerAndWait();
        File.Delete(_folder.ReportPath(reportId));
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder.ReportPath(reportId)]))
            await made.WaitForExitAsync();

        using (var csv = await _client.GetAsync($"/get_report?report_id={reportId}").WaitAsync(TimeSpan.FromSeconds(30)))
            await csv.ShouldBeProblem(410);

        (await _client.CsvOf(await _client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }

    private static void Damage(string path, string damage)
    {
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        switch (damage)
        {
            case "emptied":
                File.WriteAllBytes(path, []);
                break;
            case "truncated":
                File.WriteAllBytes(path, content[..^1]);
                break;
            case "changed":
                content[^3] ^= 1;
                File.WriteAllBytes(path, content);
                break;
            case "longer":
                File.WriteAllBytes(path, [.. content, .. "more\n"u8]);
                break;
            case "unreadable":
                // Root may read any file, but nobody can read a folder as one.
                Directory.CreateDirectory(path);
                break;
        }
    }
}
