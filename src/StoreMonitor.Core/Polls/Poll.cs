using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Polls;

/// <summary>One observation of one store: an instant and the status found then.</summary>
/// <param name="AtMicroseconds">The instant, in microseconds since the Unix epoch; see <see cref="UnixMicroseconds"/>.</param>
/// <param name="Status">What the store answered.</param>
/// <remarks>Rule R1: a store has at most one poll at an instant. Polls are compared and computed in whole microseconds.</remarks>
public readonly record struct Poll(long AtMicroseconds, StoreStatus Status)
{
    /// <summary>The poll of <paramref name="status"/> at <paramref name="at"/>, cut down to a whole microsecond.</summary>
    public Poll(Instant at, StoreStatus status)
        : this(UnixMicroseconds.From(at), status)
    {
    }

    /// <summary>The instant of the poll.</summary>
    public Instant At => UnixMicroseconds.ToInstant(AtMicroseconds);
}
