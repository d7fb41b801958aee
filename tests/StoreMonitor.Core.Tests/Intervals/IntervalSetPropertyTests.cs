using CsCheck;
using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.Intervals;

/// <summary>The set operations against a model: a plain set of the whole microseconds from 0 to 40.</summary>
public sealed class IntervalSetPropertyTests
{
    private const int Universe = 40;

    private static readonly Gen<(int Start, int End)[]> Spans = Gen.Select(Gen.Int[0, Universe], Gen.Int[0, Universe])
        .Select((a, b) => (Math.Min(a, b), Math.Max(a, b))).Array[0, 8];

    private static readonly Gen<((int Start, int End)[] A, (int Start, int End)[] B)> Pairs = Gen.Select(Spans, Spans);

    [Fact]
    public void Of_holds_the_instants_of_all_intervals() =>
        Spans.Sample(spans => Holds(SetOf(spans), ModelOf(spans)));

    [Fact]
    public void Union_holds_the_instants_of_either() =>
        Pairs.Sample(t => Holds(SetOf(t.A).Union(SetOf(t.B)), [.. ModelOf(t.A).Union(ModelOf(t.B))]), iter: 2_000);

    [Fact]
    public void Intersect_holds_the_instants_of_both() =>
        Pairs.Sample(t => Holds(SetOf(t.A).Intersect(SetOf(t.B)), [.. ModelOf(t.A).Intersect(ModelOf(t.B))]), iter: 2_000);

    [Fact]
    public void Subtract_holds_the_instants_of_the_first_alone() =>
        Pairs.Sample(t => Holds(SetOf(t.A).Subtract(SetOf(t.B)), [.. ModelOf(t.A).Except(ModelOf(t.B))]), iter: 2_000);

    [Fact]
    public void Within_holds_the_instants_in_the_range() =>
        Gen.Select(Spans, Gen.Int[0, Universe], Gen.Int[0, Universe]).Sample((spans, from, to) =>
            Holds(SetOf(spans).Within(At(from), At(to)), [.. ModelOf(spans).Where(at => from <= at && at < to)]));

    [Fact]
    public void Total_is_the_number_of_instants() =>
        Spans.Sample(spans => SetOf(spans).Total == UnixMicroseconds.ToDuration(ModelOf(spans).Count));

    [Fact]
    public void Sets_are_equal_exactly_when_their_instants_are() =>
        Pairs.Sample(t => AreEqual(t.A, t.B) && AreEqual(t.A, [.. t.A.Reverse()]) && AreEqual(t.A, [.. t.A.SelectMany(Halves)]));

    [Fact]
    public void FirstEndingAfter_is_the_number_of_intervals_that_ended() =>
        Gen.Select(Spans, Gen.Int[0, Universe]).Sample((spans, at) =>
            SetOf(spans).FirstEndingAfter(at) == SetOf(spans).Intervals.Count(interval => interval.End <= At(at)));

    // The invariant first: sorted, not empty, neither overlapping nor touching.
    private static bool Holds(IntervalSet set, HashSet<int> model)
    {
        for (var index = 0; index < set.Count; index++)
        {
            if (set.StartOf(index) >= set.EndOf(index) || (index > 0 && set.StartOf(index) <= set.EndOf(index - 1)))
                return false;
        }

        return Enumerable.Range(-1, Universe + 3).All(at => set.Contains(At(at)) == model.Contains(at));
    }

    private static bool AreEqual((int Start, int End)[] a, (int Start, int End)[] b)
    {
        var isExpected = ModelOf(a).SetEquals(ModelOf(b));
        var hasExpectedHash = !isExpected || SetOf(a).GetHashCode() == SetOf(b).GetHashCode();
        return SetOf(a).Equals(SetOf(b)) == isExpected && SetOf(a).Equals((object)SetOf(b)) == isExpected && hasExpectedHash;
    }

    private static (int Start, int End)[] Halves((int Start, int End) span)
    {
        var middle = (span.Start + span.End) / 2;
        return [(middle, span.End), (span.Start, middle)];
    }

    private static IntervalSet SetOf((int Start, int End)[] spans) =>
        IntervalSet.Of(spans.Select(span => new Interval(At(span.Start), At(span.End))));

    private static HashSet<int> ModelOf((int Start, int End)[] spans) =>
        [.. spans.SelectMany(span => Enumerable.Range(span.Start, span.End - span.Start))];

    private static Instant At(int microsecond) => Instant.FromUnixTimeTicks(10L * microsecond);
}
