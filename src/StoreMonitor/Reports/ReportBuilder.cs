using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>A report, and the facts it was computed from.</summary>
/// <param name="Rows">One a store, by store id.</param>
/// <param name="FactsVersion">The version of the facts.</param>
/// <param name="StoresWithoutPolls">How many stores have no row because they have no poll at or before the as-of instant (rule R15).</param>
/// <param name="LatestPoll">The latest poll stored; <c>null</c> when there is none.</param>
internal sealed record BuiltReport(IReadOnlyList<StoreReport> Rows, long FactsVersion, int StoresWithoutPolls, Instant? LatestPoll);

/// <summary>Computes a report from one snapshot of the facts, on as many cores as there are.</summary>
internal static class ReportBuilder
{
    // Each core takes a share of the stores. More shares than this gain little, for each works out its own business time. Chosen.
    private const int MostShares = 4;

    /// <summary>Computes the report of a request.</summary>
    /// <returns>The rows in the order of <see cref="StoreIdOrder"/>, of the stores with a poll at or before the as-of instant (rule R15).</returns>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static BuiltReport Build(Database database, ReportRequest request, CancellationToken cancel)
    {
        var count = request.StoreId is null ? Math.Min(Environment.ProcessorCount, MostShares) : 1;
        using var snapshots = FactsSnapshots.Open(database, count);
        var stores = KeysOf(request, snapshots.Connections[0]);
        var shares = SideBySide.Run(count, index => BuildShare(snapshots.Connections[index], stores.Share(index, count), request, cancel));

        var rows = new List<StoreReport>();
        var sum = new StoreSum();
        foreach (var share in shares)
        {
            rows.AddRange(share.Rows);
            sum.Add(share.Stores);
        }

        if (request.StoreId is null)
            sum.MustBeAllOf(snapshots.Facts);
        snapshots.MustBeUnchanged();
        rows.Sort((a, b) => StoreIdOrder.Compare(a.StoreId, b.StoreId));
        return new BuiltReport(rows, snapshots.Version, (request.Stores?.Count ?? (int)sum.Count) - rows.Count, snapshots.Facts.LatestPoll);
    }

    /// <summary>The as-of instant of a report that names none: the latest poll stored (rule R13), or the clock's while there is none.</summary>
    public static Instant DefaultAsOf(Database database, IClock clock)
    {
        using var connection = database.OpenToRead();
        return FactsTable.ReadLatestPoll(connection) ?? clock.GetCurrentInstant();
    }

    // A store that was removed since the report was requested leaves a report without rows.
    private static StoreKeyRange KeysOf(ReportRequest request, ReadConnection connection)
    {
        if (request.StoreId is not { } storeId)
            return StoreTable.Keys(connection);
        return StoreTable.FindKey(connection, storeId) is { } key ? new StoreKeyRange(key, key) : new StoreKeyRange(1, 0);
    }

    private static ReportShare BuildShare(
        ReadConnection connection, StoreKeyRange keys, ReportRequest request, CancellationToken cancel)
    {
        var sum = new StoreSum();
        var stores = StoreTable.Read(connection, keys, sum);
        var calculator = new StoreReportCalculator(request.AsOf, request.Options, request.Columns);
        using var polls = new PollReader(connection, calculator.Reach, request.AsOf);
        var rows = new List<StoreReport>(stores.Count);
        foreach (var store in stores)
        {
            cancel.ThrowIfCancellationRequested();
            if (request.Stores?.Contains(store.Id) == false)
                continue;

            var businessTime = calculator.BusinessTimeOf(store.Hours);
            var read = polls.ReadDecisive(store, calculator.From, businessTime ?? IntervalSet.Empty);
            if (!read.IsEmpty)
                rows.Add(calculator.RowOf(store.Id, store.Hours, businessTime, read));
        }

        return new ReportShare(rows, sum);
    }

    private sealed record ReportShare(List<StoreReport> Rows, StoreSum Stores);
}
