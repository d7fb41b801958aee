using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports.Building;

/// <summary>A report that is being computed from one snapshot of the facts. Disposing of it releases the snapshot.</summary>
internal sealed class BuiltReport(IFactsSnapshot snapshot) : IDisposable
{
    /// <summary>
    /// One row for each store, by store id. It can be enumerated only once; large reports are computed while it is enumerated.
    /// </summary>
    public IEnumerable<StoreReport> Rows { get; set; } = [];

    /// <summary>The number of rows; available after the enumeration.</summary>
    public int Stores { get; set; }

    /// <summary>
    /// The number of stores without a row because they have no poll at or before the as-of instant (rule R15); available after the
    /// enumeration.
    /// </summary>
    public int StoresWithoutPolls { get; set; }

    /// <summary>The version of the facts.</summary>
    public long FactsVersion => snapshot.Facts.Version;

    /// <summary>The latest stored poll; <c>null</c> if there is none.</summary>
    public Instant? LatestPoll => snapshot.Facts.LatestPoll;

    public void Dispose() => snapshot.Dispose();
}
