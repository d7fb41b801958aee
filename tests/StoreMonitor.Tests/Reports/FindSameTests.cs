using Microsoft.EntityFrameworkCore;
using NodaTime;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage.Model;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Reports;

/// <summary>What makes two reports the same, so that they share a file, and that it is found out by one seek.</summary>
public class FindSameTests : IDisposable
{
    private static readonly ReportRequest Request = new(ServiceStorage.ExamplesAsOf, UptimeOptions.Default, StoreId: null);

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();
    private readonly ServiceStorage _storage;

    public FindSameTests()
    {
        _storage = new ServiceStorage(_folder);
        _storage.Ingest();
    }

    [Fact]
    public void Requests_that_differ_in_anything_have_different_texts()
    {
        ReportRequest[] requests =
        [
            Request,
            Request with { AsOf = Request.AsOf + Duration.FromNanoseconds(1_000) },
            Request with { Options = new UptimeOptions(Interpolation.Midpoint, Request.Options.MaxCarry) },
            Request with { Options = new UptimeOptions(Request.Options.Interpolation, Request.Options.MaxCarry + Duration.FromHours(1)) },
            Request with { StoreId = "a" },
            Request with { StoreId = "b" },
        ];

        requests.SelectMany(request => new[] { request.TextOf("1 tz 2025b"), request.TextOf("1 tz 2025c"), request.TextOf("2 tz 2025b") })
            .Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_version_of_the_calculation_names_the_time_zone_data()
    {
        ReportRequest.CalculationVersion.Should().Contain(DateTimeZoneProviders.Tzdb.VersionId);
    }

    [Fact]
    public void The_version_of_the_calculation_is_another_one_in_every_build_with_a_change()
    {
        ReportRequest.CalculationVersion.Should()
            .Contain($"{typeof(ReportRequest).Module.ModuleVersionId:N}").And.Contain($"{typeof(UptimeOptions).Module.ModuleVersionId:N}");
    }

    [Fact]
    public async Task A_report_that_another_build_queued_is_computed_by_this_one_and_shared_as_such()
    {
        var first = await Done();
        var second = await _storage.Enqueue(Request);
        await using (var db = _storage.OpenJobs())
        {
            var before = Request.TextOf("another build");
            await db.ReportJobs.ExecuteUpdateAsync(update => update.SetProperty(job => job.Request, before));
        }

        await Finish(second);

        (await FileOf(second)).Should().Be(second, "the file of the first is that of another build");
        (await FileOf(await Done())).Should().Be(second);
        (await FileOf(first)).Should().Be(first);
    }

    [Fact]
    public async Task A_report_of_another_version_of_the_calculation_is_not_shared()
    {
        var first = await Done();
        await using (var db = _storage.OpenJobs())
        {
            var before = Request.TextOf("another build");
            await db.ReportJobs.ExecuteUpdateAsync(update => update.SetProperty(job => job.Request, before));
        }

        var second = await Done();

        (await FileOf(first)).Should().Be(first);
        (await FileOf(second)).Should().Be(second);
    }

    [Fact]
    public async Task A_report_of_the_same_version_is_shared()
    {
        var first = await Done();

        (await FileOf(await Done())).Should().Be(first);
    }

    [Fact]
    [OnSqlite]
    public async Task The_same_is_found_by_one_seek_however_many_jobs_there_are()
    {
        await using var db = _storage.OpenJobs();
        await db.Database.OpenConnectionAsync();
        await using var command = ReportOutcomes.Same(db, Request.TextOf("1"), factsVersion: 1).Take(1).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";

        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                plan.Add(reader.GetString(reader.GetOrdinal("detail")));
        }

        plan.Should().ContainSingle().Which.Should()
            .StartWith("SEARCH").And.Contain("USING INDEX report_jobs_by_request (request=? AND facts_version=? AND state=?)");
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    private async Task<string> Done()
    {
        var reportId = await _storage.Enqueue(Request);
        await Finish(reportId);
        return reportId;
    }

    private async Task Finish(string reportId)
    {
        await _storage.Worker.StartAsync(CancellationToken.None);
        await _storage.WaitUntil(reportId, ReportState.Complete);
        await _storage.Worker.StopAsync(CancellationToken.None);
    }

    private async Task<string?> FileOf(string reportId) => (await _storage.Queue.Find(reportId, CancellationToken.None))!.FileId;
}
