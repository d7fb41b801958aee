using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Files;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Uptime;

/// <summary>The <c>explain</c> verb: shows how the figures of one store are derived.</summary>
internal sealed class ExplainCommand(IFacts facts, IClock clock)
{
    // How many changes are shown. Chosen.
    private const int ChangesShown = 10;

    /// <param name="asOf">The as-of instant of the figures; <c>null</c> for the latest stored poll (rule R13).</param>
    /// <param name="windows">The windows of the report to explain.</param>
    /// <exception cref="UnknownStoreException">The store is in no file.</exception>
    public StoreExplanation Explain(string storeId, Instant? asOf, UptimeOptions options, IReadOnlyList<ReportWindow> windows)
    {
        using var reader = facts.OpenReader();
        reader.BeginSnapshot();
        var key = reader.FindKey(storeId) ?? throw new UnknownStoreException(storeId);
        var stores = reader.ReadStores(new StoreKeyRange(key, key), new StoreSum());

        var (latest, changes) = (reader.ReadState().LatestPoll, reader.ReadChanges(stores[0], ChangesShown));
        var at = asOf ?? latest ?? UnixMicroseconds.Cut(clock.GetCurrentInstant());
        var calculator = new StoreReportCalculator(new ReportSpec(at, options));
        using var cursor = reader.OpenPolls(stores, calculator.Decisive);
        var polls = cursor.Read(stores[0], IntervalSet.Empty);

        var time = calculator.TimeOf(stores[0].Hours);
        var explained = new List<WindowExplanation>();
        foreach (var window in windows)
            explained.Add(Explain(calculator, window, window.EndingAt(at), time, polls));
        return new StoreExplanation(
            stores[0], at, options, latest, clock.GetCurrentInstant(), polls.IsEmpty ? null : polls[^1], explained, changes);
    }

    private static WindowExplanation Explain(
        StoreReportCalculator calculator, ReportWindow window, Interval interval, StoreTime? time, ReadOnlySpan<Poll> polls)
    {
        var (counted, ignored) = (0, 0);
        foreach (var poll in polls)
        {
            if (!interval.Contains(poll.At))
                continue;
            if (time is not null && time.BusinessTime.Contains(poll.At))
                counted++;
            else
                ignored++;
        }

        var explanation = time is null ? null : calculator.Explain(time, polls, window);
        return new WindowExplanation(window, interval, explanation, counted, ignored);
    }
}

/// <summary>A store that is in no file.</summary>
internal sealed class UnknownStoreException(string storeId) : Exception($"no store has the id '{PrintableText.Of(storeId)}'");
