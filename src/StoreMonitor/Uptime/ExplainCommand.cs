using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;

namespace StoreMonitor.Uptime;

/// <summary>The <c>explain</c> verb: how the figures of one store came about.</summary>
internal sealed class ExplainCommand(Database database, IClock clock)
{
    /// <param name="asOf">The "now" of the figures; <c>null</c> for the latest poll stored (rule R13).</param>
    /// <param name="windows">The windows of the report to explain.</param>
    /// <exception cref="UnknownStoreException">No file has named the store.</exception>
    public void Run(string storeId, Instant? asOf, UptimeOptions options, IReadOnlyList<ReportWindow> windows, TextWriter results)
    {
        using var connection = database.OpenToRead();
        connection.BeginSnapshot();
        var key = StoreTable.FindKey(connection, storeId) ?? throw new UnknownStoreException(storeId);
        var store = StoreTable.Find(connection, key)!;

        var now = asOf ?? FactsTable.ReadLatestPoll(connection) ?? clock.GetCurrentInstant();
        var calculator = new StoreReportCalculator(now, options);
        using var reader = new PollReader(connection, calculator.Reach, now);
        var polls = reader.Read(store);

        var text = new ExplanationText(store, now, options, results);
        text.WriteStore(polls);
        if (calculator.BusinessTimeOf(store.Hours) is not { } businessTime)
        {
            text.WriteNotKnown(windows);
            return;
        }

        foreach (var window in windows)
            text.WriteWindow(window, calculator.Explain(businessTime, polls, window), polls);
    }
}

/// <summary>A store that no file has named.</summary>
internal sealed class UnknownStoreException(string storeId) : Exception($"no store has the id '{ShownText.Of(storeId)}'");
