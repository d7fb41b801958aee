using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Reports;

/// <summary>What a command asks of a report, but for its as-of instant.</summary>
/// <param name="Columns">The columns after the store id.</param>
/// <param name="StoreIds">The stores that get a row; empty for all of them.</param>
internal sealed record ReportSelection(UptimeOptions Options, IReadOnlyList<ReportColumn> Columns, IReadOnlyCollection<string> StoreIds);
