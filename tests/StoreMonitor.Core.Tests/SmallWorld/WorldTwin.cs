using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.SmallWorld;

/// <summary>
/// The figures of a <see cref="World"/>, read off the rules microsecond by microsecond: R3, R8 to R12 and R18. It shares no code with the
/// calculation.
/// </summary>
internal sealed class WorldTwin(World world, int asOf, Interpolation interpolation, int maxCarry)
{
    private readonly Poll[] _counted = Array.FindAll(world.Polls, poll => poll.AtMicroseconds <= asOf && world.IsOpen((int)poll.AtMicroseconds));

    public UptimeTotals Totals(int from, int to)
    {
        var (up, down, unknown, uncertainUp, uncertainDown, uncertainUnknown, carried, planned) = (0, 0, 0, 0, 0, 0, 0, 0);
        for (var at = from; at < to; at++)
        {
            planned += world.IsPlanned(at) ? 1 : 0;
            if (!world.IsOpen(at))
                continue;

            var poll = SpeakerFor(at);
            var isUncertain = IsUncertain(at);
            switch (poll?.Status)
            {
                case StoreStatus.Active:
                    up++;
                    uncertainUp += isUncertain ? 1 : 0;
                    break;
                case StoreStatus.Inactive:
                    down++;
                    uncertainDown += isUncertain ? 1 : 0;
                    break;
                default:
                    unknown++;
                    uncertainUnknown += isUncertain ? 1 : 0;
                    break;
            }

            carried += poll is { } speaker && !AreInOneInterval(speaker.AtMicroseconds, at) ? 1 : 0;
        }

        return interpolation == Interpolation.Proportional
            ? Shared(from, to, planned)
            : new UptimeTotals(
                up, down, unknown, uncertainUp + uncertainDown + uncertainUnknown, uncertainUp, uncertainDown, carried, planned);
    }

    private Poll? SpeakerFor(int at) => interpolation switch
    {
        Interpolation.Hold => ByRank(at),
        Interpolation.Midpoint => Nearest(at),
        _ => null,
    };

    // R8.
    private Poll? ByRank(int at) =>
        Latest(at, poll => IsInReach(poll, at) && AreInOneInterval(poll.AtMicroseconds, at))
        ?? Earliest(at, poll => IsInReach(poll, at) && AreInOneInterval(poll.AtMicroseconds, at))
        ?? Latest(at, poll => IsInReach(poll, at))
        ?? Earliest(at, poll => IsInReach(poll, at));

    // R9: of two that are equally near, the later one.
    private Poll? Nearest(int at)
    {
        Poll? nearest = null;
        foreach (var poll in _counted)
        {
            if (IsInReach(poll, at) && (nearest is null || Math.Abs(poll.AtMicroseconds - at) <= Math.Abs(nearest.Value.AtMicroseconds - at)))
                nearest = poll;
        }

        return nearest;
    }

    // R11.
    private bool IsUncertain(int at)
    {
        if (interpolation != Interpolation.Hold)
            return false;
        var before = Latest(at, poll => AreInOneInterval(poll.AtMicroseconds, at));
        var after = Earliest(at, poll => AreInOneInterval(poll.AtMicroseconds, at));
        return before is not null && after is not null && before.Value.Status != after.Value.Status;
    }

    // R10, with halves rounded up.
    private UptimeTotals Shared(int from, int to, int planned)
    {
        var deciding = Array.FindAll(_counted, poll => from <= poll.AtMicroseconds && poll.AtMicroseconds <= to);
        if (deciding.Length == 0 && Latest(from, poll => poll.AtMicroseconds < from && from - poll.AtMicroseconds < maxCarry) is { } standIn)
            deciding = [standIn];

        var (business, carried) = (0, 0);
        for (var at = from; at < to; at++)
        {
            business += world.IsOpen(at) ? 1 : 0;
            carried += world.IsOpen(at) && !Array.Exists(deciding, poll => AreInOneInterval(poll.AtMicroseconds, at)) ? 1 : 0;
        }

        if (deciding.Length == 0)
            return new UptimeTotals(0, 0, business, PlannedMicroseconds: planned);
        var active = deciding.Count(poll => poll.Status == StoreStatus.Active);
        var uptime = (int)Math.Floor(((double)business * active / deciding.Length) + 0.5);
        return new UptimeTotals(uptime, business - uptime, 0, CarriedMicroseconds: carried, PlannedMicroseconds: planned);
    }

    private bool IsInReach(Poll poll, int at) => poll.AtMicroseconds - maxCarry <= at && at < poll.AtMicroseconds + maxCarry;

    // All from one to the other is business time.
    private bool AreInOneInterval(long one, long other)
    {
        for (var at = Math.Min(one, other); at <= Math.Max(one, other); at++)
        {
            if (!world.IsOpen((int)at))
                return false;
        }

        return true;
    }

    private Poll? Latest(int at, Func<Poll, bool> isAsked)
    {
        Poll? latest = null;
        foreach (var poll in _counted)
        {
            if (poll.AtMicroseconds <= at && isAsked(poll))
                latest = poll;
        }

        return latest;
    }

    private Poll? Earliest(int at, Func<Poll, bool> isAsked)
    {
        foreach (var poll in _counted)
        {
            if (poll.AtMicroseconds > at && isAsked(poll))
                return poll;
        }

        return null;
    }
}
