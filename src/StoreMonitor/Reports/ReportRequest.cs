using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Reports;

/// <summary>All that a report depends on beside the facts (rule R14).</summary>
/// <param name="AsOf">The "now" of the report.</param>
/// <param name="Options">The interpolation and the max carry.</param>
/// <param name="StoreKey">The one store it is about; <c>null</c> for all of them.</param>
internal sealed record ReportRequest(Instant AsOf, UptimeOptions Options, int? StoreKey);
