using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>The counted polls that decide a window under rule R10.</summary>
/// <param name="Active">How many of them were active.</param>
/// <param name="Counted">How many there are; zero when nothing is known about the window.</param>
/// <param name="Fallback">The poll before the window that stands in, when none lies in it.</param>
public readonly record struct ProportionalShare(int Active, int Counted, Poll? Fallback)
{
    /// <summary>The share of the window <c>[from, to]</c>: both ends belong to it here, for rule R10 counts a poll at its very end.</summary>
    /// <param name="polls">None of them taken yet.</param>
    internal static ProportionalShare Of(CountedPolls polls, long from, long to, long maxCarry)
    {
        var (active, counted) = (0, 0);
        var fallback = default(CountedPoll);
        for (var poll = polls.Next(); poll.Exists && poll.AtMicroseconds <= to; poll = polls.Next())
        {
            if (poll.AtMicroseconds < from)
            {
                fallback = poll;
                continue;
            }

            counted++;
            active += ActiveOrNone(poll.Poll);
        }

        if (counted > 0 || !fallback.Exists || from - fallback.AtMicroseconds >= maxCarry)
            return new(active, counted, null);
        return new(ActiveOrNone(fallback.Poll), 1, fallback.Poll);
    }

    /// <summary>Shares out business time, the uptime rounded half up to a microsecond; all of it is unknown without polls.</summary>
    internal UptimeTotals Of(long businessTimeMicroseconds)
    {
        if (Counted == 0)
            return new(0, 0, businessTimeMicroseconds);

        var uptime = (long)(((Int128)businessTimeMicroseconds * Active * 2 + Counted) / (2 * (Int128)Counted));
        return new(uptime, businessTimeMicroseconds - uptime, 0);
    }

    private static int ActiveOrNone(in Poll poll) => poll.Status == StoreStatus.Active ? 1 : 0;
}
