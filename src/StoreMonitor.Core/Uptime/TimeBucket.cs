using NodaTime;

namespace StoreMonitor.Core.Uptime;

/// <summary>One bucket of a window that was cut by local time (rule R20).</summary>
/// <param name="Interval">Its instants. The first and the last bucket are cut off at the ends of the window.</param>
/// <param name="LocalStart">
/// The hour, or the midnight of the date, for which the bucket stands, also where the clocks skip it or the window starts later. Buckets
/// of stores in different zones belong together when it is the same.
/// </param>
public sealed record TimeBucket(Interval Interval, LocalDateTime LocalStart);
