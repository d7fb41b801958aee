using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Threading;

namespace StoreMonitor.Reports.Building;

/// <summary>Computes a report from one snapshot of the facts, on all cores.</summary>
/// <remarks>
/// A report is usually computed at once, in key order. A report on more than <see cref="StoresPerSlice"/> stores is computed in slices in
/// the order of the id index, so that memory does not grow with the number of stores.
/// </remarks>
internal static class ReportBuilder
{
    // Each core takes a share of the stores. More shares gain little, because each computes its own business time. Chosen.
    private const int MaxShares = 4;

#if DEBUG
    // Small, so that the tests cross the boundary.
    private const int StoresPerSlice = 8;
#else
    // A slice takes some megabytes of rows, which the garbage collector frees in generation 0; slices of 65,536 stores piled up. Chosen.
    private const int StoresPerSlice = 1 << 13;
#endif

    /// <summary>Computes the requested report.</summary>
    /// <returns>
    /// The rows in the order of <see cref="StoreIdOrder"/>, of the stores with a poll at or before the as-of instant (rule R15). The
    /// caller disposes of the result.
    /// </returns>
    /// <exception cref="DamagedFactsException">The facts are not what was stored; also thrown while the rows are enumerated.</exception>
    public static BuiltReport Build(IFacts facts, ReportRequest request, CancellationToken cancel)
    {
        var snapshot = facts.OpenSnapshot(request.StoreId is null ? Math.Min(Environment.ProcessorCount, MaxShares) : 1);
        try
        {
            var report = new BuiltReport(snapshot);
            report.Rows = request.StoreId is null && snapshot.Facts.StoreCount > StoresPerSlice
                ? BuildSlices(snapshot, report, request, cancel)
                : BuildWhole(snapshot, report, request, cancel);
            return report;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>The default as-of instant: the latest stored poll (rule R13), or the current time if there is none.</summary>
    public static Instant DefaultAsOf(IFacts facts, IClock clock)
    {
        using var reader = facts.OpenReader();
        return reader.ReadState().LatestPoll ?? UnixMicroseconds.Cut(clock.GetCurrentInstant());
    }

    private static List<StoreReport> BuildWhole(
        IFactsSnapshot snapshot, BuiltReport report, ReportRequest request, CancellationToken cancel)
    {
        var count = snapshot.Readers.Count;
        var keys = KeysOf(request, snapshot.Readers[0]);
        var (rows, sum) = Merge(ParallelShares.Run(count, index =>
        {
            var reader = snapshot.Readers[index];
            var read = new StoreSum();
            return BuildShare(reader, reader.ReadStores(keys.Share(index, count), read), read, request, cancel);
        }));
        Count(snapshot, report, request, rows.Count, sum);
        return rows;
    }

    private static IEnumerable<StoreReport> BuildSlices(
        IFactsSnapshot snapshot, BuiltReport report, ReportRequest request, CancellationToken cancel)
    {
        var all = new StoreSum();
        var (stores, last) = (0, "");
        using var order = snapshot.Readers[0].OpenKeysById(StoresPerSlice);
        while (order.ReadNext() is { Count: > 0 } keys)
        {
            var (rows, sum) = Merge(BuildSlice(snapshot, keys, request, cancel));
            all.Add(sum);
            stores += rows.Count;

            // The order comes from an index, which may be damaged.
            if (rows.Count > 0 && StoreIdOrder.Compare(last, rows[0].StoreId) > 0)
                throw DamagedFactsException.IndexOfStoreIds();
            last = rows.Count > 0 ? rows[^1].StoreId : last;
            foreach (var row in rows)
                yield return row;
            rows.Clear();
        }

        Count(snapshot, report, request, stores, all);
    }

    private static ReportShare[] BuildSlice(
        IFactsSnapshot snapshot, ArraySegment<int> keys, ReportRequest request, CancellationToken cancel)
    {
        var count = snapshot.Readers.Count;
        return ParallelShares.Run(count, index =>
        {
            var (reader, read) = (snapshot.Readers[index], new StoreSum());
            var (start, end) = (keys.Count * index / count, keys.Count * (index + 1) / count);
            return BuildShare(reader, reader.ReadStores(keys[start..end], read), read, request, cancel);
        });
    }

    private static (List<StoreReport> Rows, StoreSum Sum) Merge(ReportShare[] shares)
    {
        var (rows, sum) = (new List<StoreReport>(), new StoreSum());
        foreach (var share in shares)
        {
            rows.AddRange(share.Rows);
            sum.Add(share.Stores);
        }

        rows.Sort((a, b) => StoreIdOrder.Compare(a.StoreId, b.StoreId));
        return (rows, sum);
    }

    private static void Count(IFactsSnapshot snapshot, BuiltReport report, ReportRequest request, int rows, StoreSum sum)
    {
        if (request.StoreId is null)
            sum.MustBeAllOf(snapshot.Facts);
        snapshot.MustBeUnchanged();
        report.Stores = rows;
        report.StoresWithoutPolls = (request.Stores?.Count ?? (int)sum.Count) - rows;
    }

    // A store that was removed after the report was requested gives a report without rows.
    private static StoreKeyRange KeysOf(ReportRequest request, IFactsReader reader)
    {
        if (request.StoreId is not { } storeId)
            return reader.ReadKeys();
        return reader.FindKey(storeId) is { } key ? new StoreKeyRange(key, key) : new StoreKeyRange(1, 0);
    }

    private static ReportShare BuildShare(
        IFactsReader reader, List<Store> stores, StoreSum sum, ReportRequest request, CancellationToken cancel)
    {
        var calculator = new StoreReportCalculator(request.Spec);
        using var polls = reader.OpenPolls(stores, calculator.Decisive);
        var rows = new List<StoreReport>(stores.Count);
        foreach (var store in stores)
        {
            cancel.ThrowIfCancellationRequested();
            if (request.Stores?.Contains(store.Id) == false)
                continue;

            var time = calculator.TimeOf(store.Hours);
            var read = polls.Read(store, time?.BusinessTime ?? IntervalSet.Empty);
            if (!read.IsEmpty)
                rows.Add(calculator.RowOf(store.Id, store.Hours, time, read));
        }

        return new ReportShare(rows, sum);
    }

    private sealed record ReportShare(List<StoreReport> Rows, StoreSum Stores);
}
