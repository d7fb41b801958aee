using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Uptime;

/// <summary>Adds each span of a timeline to every window that it shares time with.</summary>
/// <remarks>
/// A hot path. The spans come in order, and the windows are kept in order of their starts. So a span is compared with the windows that it
/// meets and with no others: a year cut into 8,760 hours is one sweep.
/// </remarks>
internal struct WindowTotals : ISpanSink
{
    // The sums of a window: one for each status, the certain time before the uncertain; then the carried time, which they include.
    private const int Kinds = 3;
    private const int Unknown = 2;
    private const int Carried = 2 * Kinds;
    private const int SumsPerWindow = Carried + 1;

    // In order of their starts.
    private readonly Window[] _windows;

    // In the order in which the windows were given.
    private readonly long[] _sums;

    // All windows before it ended before the latest span.
    private int _first;

    public WindowTotals(ReadOnlySpan<Interval> windows)
    {
        _windows = new Window[windows.Length];
        _sums = new long[windows.Length * SumsPerWindow];
        (From, To) = (long.MaxValue, long.MinValue);
        for (var index = 0; index < windows.Length; index++)
        {
            var window = new Window(UnixMicroseconds.From(windows[index].Start), UnixMicroseconds.From(windows[index].End), index);
            Insert(window, index);
            (From, To) = (Math.Min(From, window.From), Math.Max(To, window.To));
        }
    }

    /// <summary>Where the first window starts.</summary>
    public long From { get; }

    /// <summary>Where the last window ends.</summary>
    public long To { get; }

    public void Add(in StatusSpan span)
    {
        while (_first < _windows.Length && _windows[_first].To <= span.StartMicroseconds)
            _first++;

        var sum = (span.Status is { } status ? KindOf(status) : Unknown) + (span.IsUncertain ? Kinds : 0);
        for (var index = _first; index < _windows.Length && _windows[index].From < span.EndMicroseconds; index++)
        {
            // A sum is never more than its window, so it cannot overflow.
            ref readonly var window = ref _windows[index];
            var shared = Math.Min(window.To, span.EndMicroseconds) - Math.Max(window.From, span.StartMicroseconds);
            if (shared <= 0)
                continue;
            _sums[(window.Index * SumsPerWindow) + sum] += shared;
            if (span.IsCarried)
                _sums[(window.Index * SumsPerWindow) + Carried] += shared;
        }
    }

    /// <summary>The totals of the windows, in the order in which they were given.</summary>
    public readonly UptimeTotals[] ToTotals(IntervalSet plannedTime)
    {
        var totals = new UptimeTotals[_windows.Length];
        for (var position = 0; position < totals.Length; position++)
        {
            // By position, because a span of a struct of ours is compiled anew in each process.
            ref readonly var window = ref _windows[position];
            var (up, down) = (Sum(window.Index, (int)StoreStatus.Active), Sum(window.Index, (int)StoreStatus.Inactive));
            var unknown = Sum(window.Index, Unknown);
            totals[window.Index] = new UptimeTotals(
                up.All, down.All, unknown.All, up.Uncertain + down.Uncertain + unknown.Uncertain, up.Uncertain, down.Uncertain,
                _sums[(window.Index * SumsPerWindow) + Carried], plannedTime.MicrosecondsWithin(window.From, window.To));
        }

        return totals;
    }

    // By insertion: there are few windows, or they come in order.
    private readonly void Insert(in Window window, int count)
    {
        var index = count;
        for (; index > 0 && _windows[index - 1].From > window.From; index--)
            _windows[index] = _windows[index - 1];
        _windows[index] = window;
    }

    private readonly (long All, long Uncertain) Sum(int window, int kind)
    {
        var index = (window * SumsPerWindow) + kind;
        return (_sums[index] + _sums[index + Kinds], _sums[index + Kinds]);
    }

    private static int KindOf(StoreStatus status) => status switch
    {
        StoreStatus.Active => (int)StoreStatus.Active,
        StoreStatus.Inactive => (int)StoreStatus.Inactive,
    };

    private readonly struct Window(long from, long to, int index)
    {
        public readonly long From = from;
        public readonly long To = to;
        public readonly int Index = index;
    }
}
