using System.Diagnostics;
using StoreMonitor.Benchmarks.Subjects;

namespace StoreMonitor.Benchmarks.Comparisons;

/// <summary>What clients met that kept asking for reports while reports ran.</summary>
/// <param name="Waits">The time of each answer that said "running", sorted; those with a CSV are checked but not counted.</param>
internal sealed record StatusLoad(TimeSpan Length, TimeSpan[] Waits, int Reports)
{
    public double RequestsPerSecond => Waits.Length / Length.TotalSeconds;

    public double ReportsPerSecond => Reports / Length.TotalSeconds;

    /// <param name="share">0.99 for the wait that a hundredth of the answers exceeds.</param>
    public double MillisecondsAt(double share) => Waits[(int)(share * (Waits.Length - 1))].TotalMilliseconds;

    public static async Task<StatusLoad> Run(WarmService service, DataSet data, int clients, TimeSpan length, CancellationToken cancel)
    {
        service.AdvanceFacts();
        var current = new CurrentReport(await service.Trigger(cancel));
        var started = Stopwatch.GetTimestamp();
        bool IsOver() => Stopwatch.GetElapsedTime(started) >= length;

        var reports = KeepReporting(service, data, current, IsOver, cancel);
        var waits = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => KeepAsking(service, data, current, IsOver, cancel)));
        var took = Stopwatch.GetElapsedTime(started);
        return new StatusLoad(took, [.. waits.SelectMany(client => client).Order()], await reports);
    }

    private static async Task<int> KeepReporting(
        WarmService service, DataSet data, CurrentReport current, Func<bool> isOver, CancellationToken cancel)
    {
        for (var count = 0; ; count++)
        {
            data.MustBeReport(await service.Wait(current.Id, cancel), "the report of the service under load");
            if (isOver())
                return count;
            service.AdvanceFacts();
            current.Id = await service.Trigger(cancel);
        }
    }

    private static async Task<List<TimeSpan>> KeepAsking(
        WarmService service, DataSet data, CurrentReport current, Func<bool> isOver, CancellationToken cancel)
    {
        var waits = new List<TimeSpan>();
        while (!isOver())
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await service.Get(current.Id, cancel);
            if (answer.Csv is { } csv)
                data.MustBeReport(csv, "the report of the service under load");
            else
                waits.Add(Stopwatch.GetElapsedTime(asked));
        }

        return waits;
    }

    /// <summary>The report that runs: set by the one that triggers, read by those that ask.</summary>
    private sealed class CurrentReport(string id)
    {
        private volatile string _id = id;

        public string Id
        {
            get => _id;
            set => _id = value;
        }
    }
}
