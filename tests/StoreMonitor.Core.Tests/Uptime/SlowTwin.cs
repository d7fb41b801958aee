using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>
/// The slow twin of the uptime calculation: asks rules R3 and R8 to R11 anew at every instant of a grid on which all inputs lie.
/// The oracle of the property tests; it shares no code with the fast one, only the plain data.
/// </summary>
internal sealed class SlowTwin
{
    private readonly (long Start, long End)[] _businessIntervals;
    private readonly (long Start, long End)[] _plannedIntervals;
    private readonly (Poll Poll, int Interval)[] _counted;
    private readonly Interpolation _interpolation;
    private readonly long _maxCarry;

    public SlowTwin(
        IEnumerable<Poll> polls, IEnumerable<(long Start, long End)> businessIntervals, long asOf, Interpolation interpolation, long maxCarry,
        IEnumerable<(long Start, long End)>? plannedIntervals = null)
    {
        _businessIntervals = [.. businessIntervals];
        _plannedIntervals = [.. plannedIntervals ?? []];
        _counted = [.. polls
            .Where(poll => poll.AtMicroseconds <= asOf)
            .Select(poll => (poll, IntervalHolding(poll.AtMicroseconds)))
            .Where(counted => counted.Item2 >= 0)];
        _interpolation = interpolation;
        _maxCarry = maxCarry;
    }

    /// <summary>The totals of <c>[from, to)</c>, deciding at every <paramref name="step"/> of it for the time until the next.</summary>
    public UptimeTotals Totals(long from, long to, long step)
    {
        var totals = default(UptimeTotals);
        for (var at = from; at < to; at += step)
        {
            var interval = IntervalHolding(at);
            if (interval >= 0)
                totals = Count(totals, StatusAt(at, interval), IsUncertain(at, interval), step) + Carried(IsCarried(at, interval), step);
        }

        totals = _interpolation == Interpolation.Proportional ? ShareOut(from, to, step, totals.UnknownMicroseconds) : totals;
        return totals with { PlannedMicroseconds = PlannedWithin(from, to, step) };
    }

    /// <summary>Rule R21: the state at the last microsecond before the as-of instant, and whether no counted poll is in reach of it.</summary>
    public StoreNow NowAt(long asOf)
    {
        return new StoreNow(StateAt(asOf - 1), !_counted.Any(p => IsInReach(p.Poll, asOf - 1)));
    }

    /// <summary>Rule R21: the first instant of the business time up to the as-of instant that has one state; none if all since a start has it.</summary>
    public long? SinceAt(long asOf, long from)
    {
        var state = StateAt(asOf - 1);
        if (state is StoreState.Closed or StoreState.Planned)
            return null;

        long? first = null;
        for (var at = asOf - 1; at >= from; at--)
        {
            if (StateAt(at) == state)
                first = at;
            else if (IntervalHolding(at) >= 0)
                return first;
        }

        return null;
    }

    private StoreState StateAt(long at)
    {
        var interval = IntervalHolding(at);
        if (interval < 0)
            return _plannedIntervals.Any(planned => planned.Start <= at && at < planned.End) ? StoreState.Planned : StoreState.Closed;

        return HoldAt(at, interval) switch
        {
            StoreStatus.Active => StoreState.Up,
            StoreStatus.Inactive => StoreState.Down,
            _ => StoreState.Unknown,
        };
    }

    // R18.
    private long PlannedWithin(long from, long to, long step)
    {
        var total = 0L;
        for (var at = from; at < to; at += step)
            total += _plannedIntervals.Any(planned => planned.Start <= at && at < planned.End) ? step : 0;
        return total;
    }

    private static UptimeTotals Carried(bool isCarried, long step) => new(0, 0, 0, CarriedMicroseconds: isCarried ? step : 0);

    private static UptimeTotals Count(UptimeTotals sum, StoreStatus? status, bool isUncertain, long step)
    {
        var uncertain = isUncertain ? step : 0;
        return new UptimeTotals(
            sum.UptimeMicroseconds + (status == StoreStatus.Active ? step : 0),
            sum.DowntimeMicroseconds + (status == StoreStatus.Inactive ? step : 0),
            sum.UnknownMicroseconds + (status is null ? step : 0),
            sum.UncertainMicroseconds + uncertain,
            sum.UncertainUptimeMicroseconds + (status == StoreStatus.Active ? uncertain : 0),
            sum.UncertainDowntimeMicroseconds + (status == StoreStatus.Inactive ? uncertain : 0),
            sum.CarriedMicroseconds);
    }

    private StoreStatus? StatusAt(long at, int interval) => _interpolation switch
    {
        Interpolation.Hold => HoldAt(at, interval),
        Interpolation.Midpoint => NearestTo(at),
        _ => null,
    };

    // R8, the five cases in their order.
    private StoreStatus? HoldAt(long at, int interval) =>
        Latest(at, p => IsInReach(p.Poll, at) && p.Interval == interval)
        ?? Earliest(at, p => IsInReach(p.Poll, at) && p.Interval == interval)
        ?? Latest(at, p => IsInReach(p.Poll, at))
        ?? Earliest(at, p => IsInReach(p.Poll, at));

    // R9; of two equally near polls the later one, for it takes over at the midpoint.
    private StoreStatus? NearestTo(long at)
    {
        StoreStatus? nearest = null;
        var distance = long.MaxValue;
        foreach (var (poll, _) in _counted)
        {
            var away = Math.Abs(poll.AtMicroseconds - at);
            if (IsInReach(poll, at) && away <= distance)
                (nearest, distance) = (poll.Status, away);
        }

        return nearest;
    }

    // R11a: known, but by no poll of the same interval.
    private bool IsCarried(long at, int interval) => _interpolation switch
    {
        Interpolation.Hold => HoldAt(at, interval) is not null && !_counted.Any(p => p.Interval == interval && IsInReach(p.Poll, at)),
        Interpolation.Midpoint => IntervalOfNearestTo(at) is { } nearest && nearest != interval,
        _ => false,
    };

    private int? IntervalOfNearestTo(long at)
    {
        var inReach = _counted.Where(p => IsInReach(p.Poll, at)).ToList();
        return inReach.Count == 0 ? null : inReach.OrderBy(p => Math.Abs(p.Poll.AtMicroseconds - at)).ThenByDescending(p => p.Poll.AtMicroseconds).First().Interval;
    }

    // R11: between two consecutive counted polls of one interval that differ, in reach or not.
    private bool IsUncertain(long at, int interval)
    {
        if (_interpolation != Interpolation.Hold)
            return false;
        var before = Latest(at, p => p.Interval == interval);
        var after = Earliest(at, p => p.Interval == interval);
        return before is not null && after is not null && before != after;
    }

    // R10.
    private UptimeTotals ShareOut(long from, long to, long step, long businessTime)
    {
        var deciding = _counted.Where(p => from <= p.Poll.AtMicroseconds && p.Poll.AtMicroseconds <= to).ToList();
        if (deciding.Count == 0)
            deciding = [.. _counted.Where(p => p.Poll.AtMicroseconds < from).TakeLast(1).Where(p => from - p.Poll.AtMicroseconds < _maxCarry)];
        if (deciding.Count == 0)
            return new UptimeTotals(0, 0, businessTime);

        var share = decimal.Multiply(businessTime, deciding.Count(p => p.Poll.Status == StoreStatus.Active)) / deciding.Count;
        var uptime = (long)Math.Round(share, MidpointRounding.AwayFromZero);
        var carried = 0L;
        for (var at = from; at < to; at += step)
        {
            if (IntervalHolding(at) is var interval and >= 0 && !deciding.Any(p => p.Interval == interval))
                carried += step;
        }

        return new UptimeTotals(uptime, businessTime - uptime, 0, CarriedMicroseconds: carried);
    }

    private bool IsInReach(Poll poll, long at) =>
        poll.AtMicroseconds - _maxCarry <= at && at < poll.AtMicroseconds + _maxCarry;

    private StoreStatus? Latest(long at, Func<(Poll Poll, int Interval), bool> isAsked)
    {
        for (var index = _counted.Length - 1; index >= 0; index--)
        {
            if (_counted[index].Poll.AtMicroseconds <= at && isAsked(_counted[index]))
                return _counted[index].Poll.Status;
        }

        return null;
    }

    private StoreStatus? Earliest(long at, Func<(Poll Poll, int Interval), bool> isAsked)
    {
        foreach (var counted in _counted)
        {
            if (counted.Poll.AtMicroseconds > at && isAsked(counted))
                return counted.Poll.Status;
        }

        return null;
    }

    private int IntervalHolding(long at) => Array.FindIndex(_businessIntervals, i => i.Start <= at && at < i.End);
}
