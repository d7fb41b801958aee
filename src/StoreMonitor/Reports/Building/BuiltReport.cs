using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Reports.Building;

/// <summary>A report being computed from one snapshot of the facts; the snapshot ends when it is disposed of.</summary>
internal sealed class BuiltReport(FactsSnapshots snapshots) : IDisposable
{
    /// <summary>One a store, by store id. To be enumerated once; many stores are computed while it is.</summary>
    public IEnumerable<StoreReport> Rows { get; set; } = [];

    /// <summary>How many rows there are; known once they were enumerated.</summary>
    public int Stores { get; set; }

    /// <summary>How many stores have no row because they have no poll at or before the as-of instant (rule R15); known once the rows were enumerated.</summary>
    public int StoresWithoutPolls { get; set; }

    /// <summary>The version of the facts.</summary>
    public long FactsVersion => snapshots.Version;

    /// <summary>The latest poll stored; <c>null</c> when there is none.</summary>
    public Instant? LatestPoll => snapshots.Facts.LatestPoll;

    public void Dispose() => snapshots.Dispose();
}
