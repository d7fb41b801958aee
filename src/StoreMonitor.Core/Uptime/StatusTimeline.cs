using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

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
    public static void Walk<TSink>(
        in CountedPolls polls, IntervalSet businessTime, long from, long to, UptimeOptions options, ref TSink sink)
        where TSink : ISpanSink
    {
        var maxCarry = UnixMicroseconds.From(options.MaxCarry);
        for (var interval = businessTime.FirstEndingAfter(from); interval < businessTime.Count; interval++)
        {
            var start = Math.Max(from, businessTime.StartOf(interval));
            var end = Math.Min(to, businessTime.EndOf(interval));
            if (start >= end)
                return;

            var next = polls.FirstAfter(start);
            while (start < end)
            {
                var pieceEnd = next < polls.Count ? Math.Min(end, polls[next].AtMicroseconds) : end;
                var piece = new Piece(start, pieceEnd, Neighbour.At(polls, next - 1, interval), Neighbour.At(polls, next, interval));
                piece.HandTo(ref sink, options.Interpolation, maxCarry);
                start = pieceEnd;
                next++;
            }
        }
    }

    /// <summary>A counted poll beside a piece of business time; or that there is none.</summary>
    private readonly record struct Neighbour(Poll Poll, bool Exists, bool IsInInterval)
    {
        public static Neighbour At(in CountedPolls polls, int index, int interval) =>
            index < 0 || index >= polls.Count ? default : new(polls[index], true, polls.IntervalOf(index) == interval);
    }

    /// <summary>Business time of one interval, after one counted poll (or at it) and before the next.</summary>
    private readonly record struct Piece(long Start, long End, Neighbour Before, Neighbour After)
    {
        public void HandTo<TSink>(ref TSink sink, Interpolation interpolation, long maxCarry)
            where TSink : ISpanSink
        {
            var (beforeEnds, afterStarts) = interpolation == Interpolation.Midpoint ? ShareAtMidpoint(maxCarry) : ShareByRank(maxCarry);
            var isUncertain = interpolation == Interpolation.Hold && Before.IsInInterval && After.IsInInterval
                && Before.Poll.Status != After.Poll.Status;

            if (Start < beforeEnds)
                sink.Add(new StatusSpan(Start, beforeEnds, RuleOf(interpolation, isBefore: true), Before.Poll, isUncertain));
            if (beforeEnds < afterStarts)
                sink.Add(new StatusSpan(beforeEnds, afterStarts, SpanRule.NoneInReach, null, isUncertain));
            if (afterStarts < End)
                sink.Add(new StatusSpan(afterStarts, End, RuleOf(interpolation, isBefore: false), After.Poll, isUncertain));
        }

        // R8: the poll before goes first, unless only the poll after lies in the same business interval.
        private (long BeforeEnds, long AfterStarts) ShareByRank(long maxCarry)
        {
            if (Before.IsInInterval || !After.IsInInterval)
            {
                var beforeEnds = ReachOfBefore(maxCarry, Start, End);
                return (beforeEnds, ReachOfAfter(maxCarry, beforeEnds, End));
            }

            var afterStarts = ReachOfAfter(maxCarry, Start, End);
            return (ReachOfBefore(maxCarry, Start, afterStarts), afterStarts);
        }

        // R9: the later poll takes over where both are equally far; of an odd distance, at the microsecond after the middle.
        private (long BeforeEnds, long AfterStarts) ShareAtMidpoint(long maxCarry)
        {
            var middle = (Before.Exists, After.Exists) switch
            {
                (true, true) => Before.Poll.AtMicroseconds + ((After.Poll.AtMicroseconds - Before.Poll.AtMicroseconds + 1) / 2),
                (true, false) => End,
                _ => Start,
            };
            middle = Math.Clamp(middle, Start, End);
            return (ReachOfBefore(maxCarry, Start, middle), ReachOfAfter(maxCarry, middle, End));
        }

        // The end of what the poll before speaks for within [start, end): instants t < p + max carry.
        private long ReachOfBefore(long maxCarry, long start, long end) =>
            Before.Exists ? Math.Clamp(Before.Poll.AtMicroseconds + maxCarry, start, end) : start;

        // The start of what the poll after speaks for within [start, end): instants t >= p - max carry.
        private long ReachOfAfter(long maxCarry, long start, long end) =>
            After.Exists ? Math.Clamp(After.Poll.AtMicroseconds - maxCarry, start, end) : end;

        private SpanRule RuleOf(Interpolation interpolation, bool isBefore)
        {
            if (interpolation == Interpolation.Midpoint)
                return SpanRule.Nearest;
            if (isBefore)
                return Before.IsInInterval ? SpanRule.LatestInInterval : SpanRule.LatestBefore;
            return After.IsInInterval ? SpanRule.EarliestInInterval : SpanRule.EarliestAfter;
        }
    }
}
