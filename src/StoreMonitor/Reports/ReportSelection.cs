using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Reports;

/// <summary>The parameters of a report that a command requests, except its as-of instant.</summary>
/// <param name="Columns">The columns after the store id.</param>
/// <param name="StoreIds">The stores to include; empty for all of them.</param>
internal sealed record ReportSelection(UptimeOptions Options, IReadOnlyList<ReportColumn> Columns, IReadOnlyCollection<string> StoreIds);
