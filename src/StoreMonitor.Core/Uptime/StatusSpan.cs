using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>A span of business time with one status, and where that status comes from.</summary>
/// <param name="StartMicroseconds">Its start, inclusive, in microseconds since the Unix epoch.</param>
/// <param name="EndMicroseconds">Its end, exclusive; after the start.</param>
/// <param name="Rule">The rule that gave the status.</param>
/// <param name="Poll">The poll that speaks for the span; <c>null</c> when the status is unknown.</param>
/// <param name="IsUncertain">The span lies between two polls of one business interval that differ (rule R11).</param>
/// <param name="IsCarried">The poll that speaks for the span lies in another business interval (rule R11a).</param>
public readonly record struct StatusSpan(
    long StartMicroseconds, long EndMicroseconds, SpanRule Rule, Poll? Poll, bool IsUncertain, bool IsCarried = false)
{
    /// <summary>The span as instants.</summary>
    public Interval Interval =>
        new(UnixMicroseconds.ToInstant(StartMicroseconds), UnixMicroseconds.ToInstant(EndMicroseconds));

    /// <summary>The status of the span; <c>null</c> when it is unknown.</summary>
    public StoreStatus? Status => Poll?.Status;

    /// <summary>Its length in microseconds.</summary>
    public long LengthMicroseconds => EndMicroseconds - StartMicroseconds;
}
