using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Sampling;

/// <summary>The polls of a synthetic data set, ordered like a real export: in blocks of hours that are shuffled.</summary>
internal sealed class SamplePolls
{
    private const long Second = 1_000_000;
    private const long Hour = 3_600 * Second;
    private const long Day = 24 * Hour;
    private const int DormantForDays = 20;

    // The behaviour of synthetic stores, in thousandths; chosen to resemble the data that the project began with.
    private const int MissedPolls = 30;
    private const int DaysWithOutage = 80;
    private const int StrayInactive = 10;
    private const int ActiveWhenClosed = 20;

    private readonly SampleOptions _options;
    private readonly Dice _dice;
    private readonly Source[] _sources;
    private readonly long _start;
    private readonly long _every;
    private readonly long _blocks;

    public SamplePolls(SampleOptions options, IReadOnlyList<SampleStore> stores, Dice dice)
    {
        _options = options;
        _dice = dice;
        _every = options.PollEverySeconds * Second;
        _blocks = options.Days * Day / _every;
        _start = UnixMicroseconds.From(options.End) - (_blocks * _every);

        var businessTime = new BusinessTimeCache(UnixMicroseconds.ToInstant(_start), options.End);
        _sources = [.. stores.Select((store, index) => new Source(
            index, businessTime.Around(store.Hours.Calendar).BusinessTime, store.Habit, dice.At(index).At(10).Below(_every * 9 / 10)))];
    }

    /// <summary>Yields every poll once, with the index of its store.</summary>
    public IEnumerable<(int Store, Poll Poll)> All()
    {
        // The stride is coprime to the number of blocks, so that it visits each block exactly once.
        var stride = _dice.At(20).Below(_blocks) + 1;
        while (GreatestCommonDivisor(stride, _blocks) != 1)
            stride++;

        var block = _dice.At(21).Below(_blocks);
        for (var count = 0L; count < _blocks; count++, block = (block + stride) % _blocks)
        {
            foreach (var source in _sources)
            {
                if (TryPoll(source, block, out var poll))
                    yield return (source.Index, poll);
            }
        }
    }

    private bool TryPoll(in Source source, long block, out Poll poll)
    {
        var dice = _dice.At(source.Index).At(block);
        var at = _start + (block * _every) + source.Phase + dice.At(1).Below(_every / 10);
        var interval = source.BusinessTime.FirstEndingAfter(at);
        var isOpen = interval < source.BusinessTime.Count && source.BusinessTime.StartOf(interval) <= at;
        poll = new Poll(at, IsActive(source, at, isOpen, dice) ? StoreStatus.Active : StoreStatus.Inactive);

        var isMade = source.Habit switch
        {
            PollHabit.Dormant => at < UnixMicroseconds.From(_options.End) - (DormantForDays * Day),
            PollHabit.OutsideHoursOnly => !isOpen,
            _ => true,
        };
        return isMade && !dice.At(2).IsOneOfThousand(MissedPolls);
    }

    private bool IsActive(in Source source, long at, bool isOpen, Dice dice)
    {
        if (!isOpen)
            return dice.At(3).IsOneOfThousand(ActiveWhenClosed);
        return !IsInOutage(source, at) && !dice.At(4).IsOneOfThousand(StrayInactive);
    }

    // An outage starts on some days and lasts at most twelve hours, so only those of today and yesterday can be in progress.
    private bool IsInOutage(in Source source, long at)
    {
        var today = at / Day;
        for (var day = today - 1; day <= today; day++)
        {
            var dice = _dice.At(source.Index).At(30).At(day);
            var begins = (day * Day) + dice.At(1).Below(Day);
            if (dice.IsOneOfThousand(DaysWithOutage) && at >= begins && at < begins + Hour + dice.At(2).Below(11 * Hour))
                return true;
        }

        return false;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <summary>A store, and its offset within each block.</summary>
    private readonly record struct Source(int Index, IntervalSet BusinessTime, PollHabit Habit, long Phase);
}
