using System.Diagnostics;
using NodaTime;

namespace StoreMonitor.Core.Intervals;

/// <summary>A set of instants as half-open intervals <c>[start, end)</c>, in whole microseconds. Immutable.</summary>
/// <remarks>
/// Invariant: the intervals are sorted, not empty, and neither overlap nor touch, so that two sets hold the same instants exactly
/// when they are equal. This is one of the two hot paths: the bounds lie in one array, two to an interval.
/// </remarks>
public sealed class IntervalSet : IEquatable<IntervalSet>
{
#if DEBUG
    // Small, so that the tests outgrow it.
    private const int FirstLength = 2;
#else
    // An opening a day for four weeks, more than a report looks at.
    private const int FirstLength = 2 * 28;
#endif

    private readonly long[] _bounds;

    private IntervalSet(long[] bounds) => _bounds = bounds;

    /// <summary>The set without instants.</summary>
    public static IntervalSet Empty { get; } = new([]);

    /// <summary>All instants.</summary>
    public static IntervalSet Always { get; } = new([UnixMicroseconds.Min, UnixMicroseconds.Max]);

    /// <summary>The number of intervals.</summary>
    public int Count => _bounds.Length / 2;

    /// <summary>The intervals as instants, in order.</summary>
    public IEnumerable<Interval> Intervals
    {
        get
        {
            for (var index = 0; index < Count; index++)
                yield return new Interval(UnixMicroseconds.ToInstant(StartOf(index)), UnixMicroseconds.ToInstant(EndOf(index)));
        }
    }

    /// <summary>The length of all intervals together: elapsed time, not wall-clock time.</summary>
    public Duration Total
    {
        get
        {
            var total = 0L;
            for (var index = 0; index < Count; index++)
                total += EndOf(index) - StartOf(index);
            return UnixMicroseconds.ToDuration(total);
        }
    }

    /// <summary>The length of what the set has within <c>[from, to)</c>, in microseconds of elapsed time.</summary>
    /// <param name="from">In microseconds since the Unix epoch.</param>
    /// <param name="to">The same; not before <paramref name="from"/>.</param>
    public long MicrosecondsWithin(long from, long to)
    {
        var total = 0L;
        for (var index = FirstEndingAfter(from); index < Count && StartOf(index) < to; index++)
            total += Math.Min(to, EndOf(index)) - Math.Max(from, StartOf(index));
        return total;
    }

    /// <summary>The set of all instants that lie in any of the intervals, which may come in any order, overlap, or be empty.</summary>
    /// <exception cref="InvalidOperationException">An interval has no start or no end.</exception>
    public static IntervalSet Of(params IEnumerable<Interval> intervals)
    {
        var builder = new Builder();
        var sorted = intervals.Select(i => (Start: UnixMicroseconds.From(i.Start), End: UnixMicroseconds.From(i.End))).Order();
        foreach (var (start, end) in sorted)
            builder.Add(start, end);
        return builder.Build();
    }

    /// <summary>The start of the interval at a 0-based index, inclusive, in microseconds since the Unix epoch.</summary>
    public long StartOf(int index) => _bounds[2 * index];

    /// <summary>The end of the interval at a 0-based index, exclusive, in microseconds since the Unix epoch.</summary>
    public long EndOf(int index) => _bounds[(2 * index) + 1];

    /// <summary>
    /// The index of the first interval that ends after the instant (in microseconds since the Unix epoch): the one that holds it,
    /// or else the next; <see cref="Count"/> when there is none.
    /// </summary>
    public int FirstEndingAfter(long instant)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (EndOf(middle) > instant)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>Whether the instant lies in one of the intervals: at or after its start, before its end.</summary>
    public bool Contains(Instant instant) => Contains(UnixMicroseconds.From(instant));

    /// <summary>The same for an instant in microseconds since the Unix epoch.</summary>
    public bool Contains(long instant)
    {
        var index = FirstEndingAfter(instant);
        return index < Count && StartOf(index) <= instant;
    }

    /// <summary>The instants in either set.</summary>
    public IntervalSet Union(IntervalSet other) => Combine(other, (a, b) => a || b);

    /// <summary>The instants in both sets.</summary>
    public IntervalSet Intersect(IntervalSet other) => Combine(other, (a, b) => a && b);

    /// <summary>The instants of this set that are not in the other.</summary>
    public IntervalSet Subtract(IntervalSet other) => Combine(other, (a, b) => a && !b);

    /// <summary>
    /// The instants of this set within <c>[from, to)</c>; empty when <paramref name="to"/> is not after <paramref name="from"/>.
    /// </summary>
    public IntervalSet Within(Instant from, Instant to) =>
        from < to ? Intersect(Of(new Interval(from, to))) : Empty;

    /// <inheritdoc/>
    public bool Equals(IntervalSet? other) => other is not null && _bounds.AsSpan().SequenceEqual(other._bounds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IntervalSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var bound in _bounds)
            hash.Add(bound);
        return hash.ToHashCode();
    }

    /// <summary>The intervals in ISO 8601, as <c>[start/end, start/end]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Intervals)}]";

    // Walks the bounds of both sets in order; an instant's membership in each only changes there.
    private IntervalSet Combine(IntervalSet other, Func<bool, bool, bool> keep)
    {
        var builder = new Builder();
        var (i, j) = (0, 0);
        var start = 0L;
        var isInside = false;
        while (i < _bounds.Length || j < other._bounds.Length)
        {
            var at = Math.Min(BoundOrMax(_bounds, i), BoundOrMax(other._bounds, j));
            while (i < _bounds.Length && _bounds[i] == at)
                i++;
            while (j < other._bounds.Length && other._bounds[j] == at)
                j++;

            var isKept = keep(i % 2 == 1, j % 2 == 1);
            if (isKept && !isInside)
                start = at;
            if (!isKept && isInside)
                builder.Add(start, at);
            isInside = isKept;
        }

        return builder.Build();
    }

    private static long BoundOrMax(long[] bounds, int index) => index < bounds.Length ? bounds[index] : long.MaxValue;

    /// <summary>Builds a set from intervals that come in order of their starts, merging those that overlap or touch.</summary>
    /// <remarks>An array, for a list of 64-bit numbers is compiled anew in each process.</remarks>
    internal sealed class Builder
    {
        private long[] _bounds = new long[FirstLength];
        private int _length;

        public void Add(long start, long end)
        {
            if (end <= start)
                return;

            if (_length > 0 && start <= _bounds[_length - 1])
            {
                Debug.Assert(start >= _bounds[_length - 2], "intervals come in order of their starts");
                _bounds[_length - 1] = Math.Max(_bounds[_length - 1], end);
                return;
            }

            if (_length == _bounds.Length)
                _bounds = CopyOfBounds(2 * _length);
            _bounds[_length] = start;
            _bounds[_length + 1] = end;
            _length += 2;
        }

        public IntervalSet Build() => _length == 0 ? Empty : new IntervalSet(CopyOfBounds(_length));

        private long[] CopyOfBounds(int length)
        {
            var copy = new long[length];
            Array.Copy(_bounds, copy, _length);
            return copy;
        }
    }
}
