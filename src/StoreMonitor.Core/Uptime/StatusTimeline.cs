using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Uptime;

/// <summary>Takes the spans of a timeline, in order: as totals in a report, as a list in an explanation.</summary>
internal interface ISpanSink
{
    void Add(in StatusSpan span);
}

/// <summary>The sweep of rules R8, R9 and R11: walks a store's business time once and says which poll speaks for each part of it.</summary>
/// <remarks>
/// A hot path. Between two counted polls and within one business interval nothing changes but the reach of the two, so each such
/// piece falls into at most three spans: what the earlier poll speaks for, what none does, what the later one does.
/// </remarks>
internal static class StatusTimeline
{
    /// <summary>Hands the spans of business time within <c>[from, to)</c> to the sink.</summary>
    /// <param name="polls">None of them taken yet.</param>
    public static void Walk<TSink>(
        CountedPolls polls, IntervalSet businessTime, long from, long to, UptimeOptions options, ref TSink sink)
        where TSink : ISpanSink
    {
        var maxCarry = UnixMicroseconds.From(options.MaxCarry);
        var (before, after) = (default(CountedPoll), polls.Next());
        for (var interval = businessTime.FirstEndingAfter(from); interval < businessTime.Count; interval++)
        {
            var start = Math.Max(from, businessTime.StartOf(interval));
            var end = Math.Min(to, businessTime.EndOf(interval));
            while (start < end)
            {
                while (after.Exists && after.AtMicroseconds <= start)
                    (before, after) = (after, polls.Next());

                var pieceEnd = after.Exists ? Math.Min(end, after.AtMicroseconds) : end;
                var piece = new Piece(start, pieceEnd, interval, ref before, ref after);
                piece.HandTo(ref sink, options.Interpolation, maxCarry);
                start = pieceEnd;
            }

            if (end == to)
                return;
        }
    }

    /// <summary>Business time of one interval, after one counted poll (or at it) and before the next.</summary>
    private readonly ref struct Piece
    {
        private readonly long _start;
        private readonly long _end;
        private readonly ref readonly CountedPoll _before;
        private readonly ref readonly CountedPoll _after;
        private readonly bool _isBeforeInInterval;
        private readonly bool _isAfterInInterval;

        public Piece(long start, long end, int interval, ref readonly CountedPoll before, ref readonly CountedPoll after)
        {
            _start = start;
            _end = end;
            _before = ref before;
            _after = ref after;
            _isBeforeInInterval = before.Exists && before.Interval == interval;
            _isAfterInInterval = after.Exists && after.Interval == interval;
        }

        public void HandTo<TSink>(ref TSink sink, Interpolation interpolation, long maxCarry)
            where TSink : ISpanSink
        {
            var (beforeEnds, afterStarts) = interpolation switch
            {
                Interpolation.Hold => ShareByRank(maxCarry),
                Interpolation.Midpoint => ShareAtMidpoint(maxCarry),
                Interpolation.Proportional => throw NoSinglePoll(),
            };
            var isUncertain = interpolation switch
            {
                Interpolation.Hold => _isBeforeInInterval && _isAfterInInterval && _before.Poll.Status != _after.Poll.Status,
                Interpolation.Midpoint => false,
                Interpolation.Proportional => throw NoSinglePoll(),
            };

            if (_start < beforeEnds)
            {
                sink.Add(new StatusSpan(
                    _start, beforeEnds, RuleOf(interpolation, isBefore: true), _before.Poll, isUncertain, !_isBeforeInInterval));
            }

            if (beforeEnds < afterStarts)
                sink.Add(new StatusSpan(beforeEnds, afterStarts, SpanRule.NoneInReach, null, isUncertain));
            if (afterStarts < _end)
            {
                sink.Add(new StatusSpan(
                    afterStarts, _end, RuleOf(interpolation, isBefore: false), _after.Poll, isUncertain, !_isAfterInInterval));
            }
        }

        // R8: the poll before goes first, unless only the poll after lies in the same business interval.
        private (long BeforeEnds, long AfterStarts) ShareByRank(long maxCarry)
        {
            if (_isBeforeInInterval || !_isAfterInInterval)
            {
                var beforeEnds = ReachOfBefore(maxCarry, _start, _end);
                return (beforeEnds, ReachOfAfter(maxCarry, beforeEnds, _end));
            }

            var afterStarts = ReachOfAfter(maxCarry, _start, _end);
            return (ReachOfBefore(maxCarry, _start, afterStarts), afterStarts);
        }

        // R9: the later poll takes over where both are equally far; of an odd distance, at the microsecond after the middle.
        private (long BeforeEnds, long AfterStarts) ShareAtMidpoint(long maxCarry)
        {
            var middle = (_before.Exists, _after.Exists) switch
            {
                (true, true) => _before.AtMicroseconds + ((_after.AtMicroseconds - _before.AtMicroseconds + 1) / 2),
                (true, false) => _end,
                _ => _start,
            };
            middle = Math.Clamp(middle, _start, _end);
            return (ReachOfBefore(maxCarry, _start, middle), ReachOfAfter(maxCarry, middle, _end));
        }

        // The end of what the poll before speaks for within [start, end): instants t < p + max carry.
        private long ReachOfBefore(long maxCarry, long start, long end) =>
            _before.Exists ? Math.Clamp(_before.AtMicroseconds + maxCarry, start, end) : start;

        // The start of what the poll after speaks for within [start, end): instants t >= p - max carry.
        private long ReachOfAfter(long maxCarry, long start, long end) =>
            _after.Exists ? Math.Clamp(_after.AtMicroseconds - maxCarry, start, end) : end;

        private SpanRule RuleOf(Interpolation interpolation, bool isBefore) => interpolation switch
        {
            Interpolation.Hold => RankOf(isBefore),
            Interpolation.Midpoint => SpanRule.Nearest,
            Interpolation.Proportional => throw NoSinglePoll(),
        };

        // R8.1 to R8.4.
        private SpanRule RankOf(bool isBefore)
        {
            if (isBefore)
                return _isBeforeInInterval ? SpanRule.LatestInInterval : SpanRule.LatestBefore;
            return _isAfterInInterval ? SpanRule.EarliestInInterval : SpanRule.EarliestAfter;
        }

        private static InvalidOperationException NoSinglePoll() => new("under rule R10 no single poll speaks for an instant");
    }
}
