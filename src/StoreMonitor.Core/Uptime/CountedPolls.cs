using System.Buffers;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>The polls of one store that lie in business time (rule R3), in order, each with the business interval it lies in.</summary>
/// <remarks>
/// On the hot path of a report: rents its arrays, and gives them back when disposed. They are of numbers, for which the runtime
/// comes with a pool; one of polls is compiled anew in each process.
/// </remarks>
internal readonly ref struct CountedPolls : IDisposable
{
    private readonly ReadOnlySpan<Poll> _polls;
    private readonly int[] _positions;
    private readonly int[] _intervals;

    /// <param name="polls">In order of their instants, none twice.</param>
    /// <param name="businessTime">Whole business intervals, as <see cref="BusinessHours.BusinessTime.Touching"/> returns them.</param>
    /// <param name="asOf">Polls after it are not used.</param>
    public CountedPolls(ReadOnlySpan<Poll> polls, IntervalSet businessTime, Instant asOf)
    {
        _polls = polls;
        _positions = ArrayPool<int>.Shared.Rent(polls.Length);
        _intervals = ArrayPool<int>.Shared.Rent(polls.Length);

        var last = UnixMicroseconds.From(asOf);
        var interval = polls.IsEmpty ? 0 : businessTime.FirstEndingAfter(polls[0].AtMicroseconds);
        for (var position = 0; position < polls.Length; position++)
        {
            var at = polls[position].AtMicroseconds;
            while (interval < businessTime.Count && businessTime.EndOf(interval) <= at)
                interval++;
            if (interval == businessTime.Count || at > last)
                break;
            if (at < businessTime.StartOf(interval))
                continue;

            _positions[Count] = position;
            _intervals[Count] = interval;
            Count++;
        }
    }

    public int Count { get; }

    public Poll this[int index] => _polls[_positions[index]];

    /// <summary>The index of the business interval that holds a poll.</summary>
    public int IntervalOf(int index) => _intervals[index];

    /// <summary>The index of the first counted poll after an instant; <see cref="Count"/> when there is none.</summary>
    public int FirstAfter(long instant)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].AtMicroseconds > instant)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_positions);
        ArrayPool<int>.Shared.Return(_intervals);
    }
}
