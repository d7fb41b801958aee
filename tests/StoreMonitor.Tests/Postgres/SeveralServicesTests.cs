using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

/// <summary>Any number of services run on one database, and share the queue of reports.</summary>
[OnPostgres]
public sealed class SeveralServicesTests
{
    private const int Reports = 12;

#pragma warning disable IDE0052, CA1823 // The initializer lets the fixtures of the test use PostgreSQL.
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
#pragma warning restore IDE0052, CA1823

    [Fact]
    public async Task Every_report_is_computed_once_and_any_service_answers_for_it()
    {
        using var folder = ServiceFolder.WithExamples();
        var (one, clientOfOne) = await ServiceProcess.Serve(folder);
        using var first = one;
        using var callsOfOne = clientOfOne;
        var (two, clientOfTwo) = await ServiceProcess.Serve(folder);
        using var second = two;
        using var callsOfTwo = clientOfTwo;

        var ids = new List<string>();
        for (var index = 0; index < Reports; index++)
            ids.Add(await (index % 2 == 0 ? clientOfOne : clientOfTwo).Trigger($"/trigger_report?max_carry={index + 1}h"));

        foreach (var id in ids)
            (await clientOfOne.CsvOf(id)).Should().Be(await clientOfTwo.CsvOf(id)).And.StartWith(ServiceFolder.Header);
        TestDatabase.Scalar(folder.Database, "SELECT count(*) FROM report_jobs WHERE state = 2 AND attempt = 1").Should().Be((long)Reports);
    }

    [Fact]
    public async Task What_a_service_that_was_killed_has_left_is_computed_by_another_one()
    {
        using var folder = ServiceFolder.WithExamples();
        var (left, client) = await ServiceProcess.Serve(folder);
        string reportId;
        using (left)
        using (client)
        {
            reportId = await client.TriggerAndWait();
            await left.Kill();
        }

        // As a service leaves a job that is killed while it computes it, half a minute ago.
        TestDatabase.Execute(folder.Database, "UPDATE report_jobs SET state = 1, finished_at_us = NULL, facts_version = NULL, lease_until_us = 0");
        var (service, next) = await ServiceProcess.Serve(folder);
        using var running = service;
        using var calls = next;

        (await next.WaitUntilDone(reportId)).Should().Be("Complete", service.Diagnostics);
    }
}
