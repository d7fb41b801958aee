using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Tests.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>A random store with all that decides its totals; its instants lie on a grid of <see cref="Step"/> microseconds.</summary>
internal sealed record RandomStore(
    IntervalSet BusinessTime,
    Poll[] Polls,
    long AsOf,
    (long From, long To)[] Windows,
    Interpolation Interpolation,
    long MaxCarry,
    long Step)
{
    /// <summary>The hours within closures, apart from <see cref="BusinessTime"/>.</summary>
    public IntervalSet PlannedTime { get; private init; } = IntervalSet.Empty;

    private const int TinyUniverse = 60;
    private const int HalfHoursPerDay = 48;
    private const long HalfHour = 30 * 60 * 1_000_000L;

    private static readonly Gen<Interpolation> Interpolations = Gen.Enum<Interpolation>();

    private static readonly Gen<IntervalSet> TinySets =
        Gen.OneOf(CutPoints(1, TinyUniverse - 1).Select(SetOf), Gen.Const(IntervalSet.Always));

    /// <summary>A few microseconds of time, so that every one of them can be asked and every coincidence happens.</summary>
    public static readonly Gen<RandomStore> Tiny = Gen.Select(
        Gen.Select(TinySets, Gen.OneOf(Gen.Const(IntervalSet.Empty), CutPoints(1, TinyUniverse - 1).Select(SetOf))),
        PollsAt(0, TinyUniverse, 1, 8),
        Gen.Long[0, TinyUniverse],
        WindowsIn(0, TinyUniverse, 1),
        Interpolations,
        Gen.OneOf(Gen.Long[1, 8], Gen.Long[1, TinyUniverse + 10]),
        (time, polls, asOf, windows, interpolation, maxCarry) =>
            new RandomStore(time.Item1.Subtract(time.Item2), polls, asOf, windows, interpolation, maxCarry, 1)
            {
                PlannedTime = time.Item1.Intersect(time.Item2),
            });

    /// <summary>Weeks of any kind in zones whose clocks change, polled on half hours, so that midpoints lie on quarters.</summary>
    public static readonly Gen<RandomStore> Weekly = Gen.Select(
        Gen.Select(
            Gen.OneOf(RandomWeek.RowsOnHalfHours, RandomWeek.RowsOnHalfHours, Gen.Const(WeeklySchedule.Always.Rows.ToArray())),
            RandomWeek.Changes),
        PollsAt(-14 * HalfHoursPerDay, 14 * HalfHoursPerDay, HalfHour, 30),
        Gen.Long[-10 * HalfHoursPerDay, 14 * HalfHoursPerDay],
        WindowsIn(-10 * HalfHoursPerDay, 8 * HalfHoursPerDay, HalfHour / 2),
        Interpolations,
        Gen.OneOf(Gen.Long[1, 10], Gen.Long[1, 3 * HalfHoursPerDay], Gen.Long[HalfHoursPerDay, 21 * HalfHoursPerDay]),
        (week, polls, asOf, windows, interpolation, maxCarry) => OfWeek(week.Item1, week.Item2, polls, asOf, windows, interpolation, maxCarry));

    public UptimeOptions Options => new(Interpolation, UnixMicroseconds.ToDuration(MaxCarry));

    public Instant AsOfInstant => UnixMicroseconds.ToInstant(AsOf);

    public Interval[] WindowIntervals => [.. Windows.Select(IntervalOf)];

    public StoreTime Time => new(BusinessTime, PlannedTime);

    /// <summary>The range from the first start of a window to the last end.</summary>
    public (long From, long To) Hull => (Windows.Min(window => window.From), Windows.Max(window => window.To));

    public UptimeTotals[] Totals() => UptimeCalculator.Totals(Polls, Time, AsOfInstant, WindowIntervals, Options);

    public UptimeTotals[] TwinTotals() => [.. Windows.Select(window => Twin.Totals(window.From, window.To, Step))];

    public StoreNow Now() => StateCalculator.Now(Polls, Time, AsOfInstant, Options.MaxCarry);

    public StoreNow TwinNow() => Twin.NowAt(AsOf);

    public SlowTwin Twin => new(Polls, PlainIntervals(BusinessTime), AsOf, Interpolation, MaxCarry, PlainIntervals(PlannedTime));

    private static IEnumerable<(long Start, long End)> PlainIntervals(IntervalSet set) =>
        Enumerable.Range(0, set.Count).Select(index => (set.StartOf(index), set.EndOf(index)));

    public static Interval IntervalOf((long From, long To) window) =>
        new(UnixMicroseconds.ToInstant(window.From), UnixMicroseconds.ToInstant(window.To));

    private static RandomStore OfWeek(
        OpeningHours[] rows, (string Zone, Instant Change) clock, Poll[] polls, long asOf, (long From, long To)[] windows,
        Interpolation interpolation, long maxCarry)
    {
        var origin = UnixMicroseconds.From(clock.Change);
        var store = new RandomStore(
            IntervalSet.Empty,
            [.. polls.Select(poll => poll with { AtMicroseconds = poll.AtMicroseconds + origin })],
            origin + (asOf * HalfHour),
            [.. windows.Select(window => (window.From + origin, window.To + origin))],
            interpolation,
            maxCarry * HalfHour,
            HalfHour / 2);
        var range = UptimeCalculator.BusinessTimeRange(
            UnixMicroseconds.ToInstant(store.Hull.From), UnixMicroseconds.ToInstant(store.Hull.To), store.AsOfInstant, store.Options);
        var businessTime = new BusinessTime(WeeklySchedule.Of(rows), DateTimeZoneProviders.Tzdb[clock.Zone]);
        return store with { BusinessTime = businessTime.Touching(range.Start, range.End) };
    }

    private static Gen<Poll[]> PollsAt(int first, int last, long unit, int most) =>
        Gen.Select(Gen.Int[first, last], Gen.Bool, (at, isActive) => new Poll(at * unit, isActive ? StoreStatus.Active : StoreStatus.Inactive))
            .Array[0, most]
            .Select(polls => polls.DistinctBy(poll => poll.AtMicroseconds).OrderBy(poll => poll.AtMicroseconds).ToArray());

    private static Gen<(long From, long To)[]> WindowsIn(int first, int last, long unit) =>
        Gen.Select(Gen.Int[first, last], Gen.Int[first, last], (a, b) => (Math.Min(a, b) * unit, Math.Max(a, b) * unit)).Array[1, 3];

    private static Gen<long[]> CutPoints(int first, int last) =>
        Gen.Long[first, last].Array[0, 8].Select(points => points.Distinct().Order().ToArray());

    private static IntervalSet SetOf(long[] cutPoints) =>
        IntervalSet.Of(cutPoints.Chunk(2).Where(pair => pair.Length == 2).Select(pair => IntervalOf((pair[0], pair[1]))));
}
