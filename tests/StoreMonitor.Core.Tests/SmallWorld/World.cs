using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.SmallWorld;

/// <summary>
/// A world of <see cref="Length"/> microseconds, small enough that all of it can be tried: which of them are hours of the store, which are
/// closed as planned, and what was polled at each.
/// </summary>
/// <param name="Hours">Bit <c>t</c> is set where the microsecond <c>t</c> lies in the hours.</param>
/// <param name="Closures">The same for planned closures.</param>
/// <param name="Polls">In order of their instants; at most one at each microsecond.</param>
internal sealed record World(int Hours, int Closures, Poll[] Polls)
{
    /// <summary>How many microseconds there are.</summary>
    public const int Length = 7;

    private const int MostPolls = 4;
    private const int MostIntervals = 3;

    public bool IsOpen(int at) => (Hours & ~Closures & (1 << at)) != 0;

    public bool IsPlanned(int at) => (Hours & Closures & (1 << at)) != 0;

    public StoreTime Time => new(SetOf(IsOpen), SetOf(IsPlanned));

    /// <summary>All hours of at most three intervals.</summary>
    public static IEnumerable<int> AllHours() => Enumerable.Range(0, 1 << Length).Where(hours => IntervalsIn(hours) <= MostIntervals);

    /// <summary>All arrangements of at most four polls: at each microsecond none, an inactive or an active one.</summary>
    public static IEnumerable<Poll[]> AllPolls() => PollsFrom(0, MostPolls);

    private static IEnumerable<Poll[]> PollsFrom(int at, int most)
    {
        if (at == Length)
            return [[]];

        var without = PollsFrom(at + 1, most);
        if (most == 0)
            return without;
        var rest = PollsFrom(at + 1, most - 1).ToList();
        return without
            .Concat(rest.Select(later => (Poll[])[new Poll(at, StoreStatus.Inactive), .. later]))
            .Concat(rest.Select(later => (Poll[])[new Poll(at, StoreStatus.Active), .. later]));
    }

    private static int IntervalsIn(int hours)
    {
        var count = 0;
        for (var at = 0; at < Length; at++)
            count += (hours >> at & 1) == 1 && (at == 0 || (hours >> (at - 1) & 1) == 0) ? 1 : 0;
        return count;
    }

    private static IntervalSet SetOf(Func<int, bool> isIn)
    {
        var instants = Enumerable.Range(0, Length).Where(isIn);
        return IntervalSet.Of(instants.Select(at => new NodaTime.Interval(UnixMicroseconds.ToInstant(at), UnixMicroseconds.ToInstant(at + 1))));
    }
}
