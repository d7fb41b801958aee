using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Polls;

/// <summary>Which polls of a store can decide the windows of a report, and so how far back a reader of polls has to go.</summary>
/// <remarks>
/// These are the polls in reach of the windows, and the nearest one on either side of the reach: rule R11 asks about gaps, however long. Of
/// those up to the start of the windows, only the latest poll in business time and what follows it can decide: under each of the rules R8
/// to
/// R11 it comes between the earlier ones and every window. A hot path: a report asks <see cref="IsEnough"/> for nearly every store.
/// </remarks>
public sealed class DecisivePolls
{
    private readonly long _start;
    private readonly long _end;
    private readonly long _asOf;

    /// <param name="reach">The range of instants whose polls can decide: see <see cref="Uptime.UptimeCalculator.Reach"/>.</param>
    /// <param name="from">The start of the window that starts first.</param>
    /// <param name="asOf">No poll after it is used (rule R13).</param>
    public DecisivePolls(Interval reach, Instant from, Instant asOf)
    {
        (_end, _asOf) = (UnixMicroseconds.From(reach.End), UnixMicroseconds.From(asOf));
        _start = Math.Min(UnixMicroseconds.From(reach.Start), _asOf);
        LatestThatIsEnough = Math.Max(_start, Math.Min(UnixMicroseconds.From(from), _asOf));
    }

    /// <summary>Every poll, however far back.</summary>
    public static DecisivePolls All { get; } = new(new Interval(Instant.MinValue, Instant.MaxValue), Instant.MinValue, Instant.MaxValue);

    /// <summary>The end of the range to read, inclusive, in microseconds since the Unix epoch.</summary>
    public long LastMicroseconds => Math.Min(_end, _asOf);

    /// <summary>
    /// No poll before the latest one at or before this instant can decide; in microseconds since the Unix epoch.
    /// </summary>
    public long FirstMicroseconds => _start;

    /// <summary>Whether the first poll after <see cref="LastMicroseconds"/> can decide as well: when the as-of instant is later.</summary>
    public bool NeedsNext => _end < _asOf;

    /// <summary>No poll after this instant is enough; in microseconds since the Unix epoch.</summary>
    public long LatestThatIsEnough { get; }

    /// <summary>Whether no poll before the earliest one that has been read can decide.</summary>
    /// <param name="earliest">Its instant, in microseconds since the Unix epoch.</param>
    /// <param name="businessTime">The business time of the store; empty where it is not known.</param>
    public bool IsEnough(long earliest, IntervalSet businessTime) =>
        earliest <= _start || (earliest <= LatestThatIsEnough && businessTime.Contains(earliest));

    /// <summary>The polls that can decide, of those that were read from the latest back.</summary>
    /// <returns>
    /// In order of their instants, valid until the buffer changes: none after the as-of instant, and of those after the range the nearest.
    /// </returns>
    public ReadOnlySpan<Poll> In(PollBuffer read)
    {
        var seen = read.UpTo(_asOf);
        if (!NeedsNext)
            return seen;
        var wanted = read.UpTo(_end - 1, after: 1);
        return wanted.Length < seen.Length ? wanted : seen;
    }
}
