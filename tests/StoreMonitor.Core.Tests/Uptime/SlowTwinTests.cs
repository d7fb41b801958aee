using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Tests.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rules R3 and R8 to R13: the sweep over the polls equals its slow twin, which asks every instant, in all fields.</summary>
public sealed class SlowTwinTests
{
    private const long Minute = 60_000_000;

    [Fact]
    public void The_calculation_equals_its_twin_at_every_microsecond() =>
        RandomStore.Tiny.Sample(store => store.Totals().Should().Equal(store.TwinTotals()), iter: 20_000);

    [Fact]
    public void R21_The_state_at_the_as_of_instant_equals_that_of_the_twin() =>
        RandomStore.Tiny.Sample(store => store.Now().Should().Be(store.TwinNow()), iter: 20_000);

    [Fact]
    public void The_calculation_equals_its_twin_for_weeks_around_clock_changes() =>
        RandomStore.Weekly.Sample(store => store.Totals().Should().Equal(store.TwinTotals()), iter: 8_000);

    [Fact]
    public void The_whole_way_from_rows_and_zone_equals_both_slow_ways_minute_by_minute() =>
        Gen.Select(
            Gen.Select(RandomWeek.Rows, RandomWeek.Changes),
            Gen.Select(Gen.Int[-3_600, 3_600], Gen.Bool).Array[0, 12],
            Gen.Int[-2_000, 4_000],
            Gen.Select(Gen.Int[-1_000, 1_000], Gen.Int[1, 1_440]),
            Gen.Enum<Interpolation>(),
            Gen.OneOf(Gen.Int[1, 300], Gen.Int[1, 4_000]))
            .Sample(
                (week, polls, asOf, window, interpolation, maxCarry) =>
                {
                    var origin = UnixMicroseconds.From(week.Item2.Change);
                    var from = origin + (window.Item1 * Minute);
                    var store = new RandomStore(
                        IntervalSet.Empty,
                        [.. polls.DistinctBy(poll => poll.Item1).OrderBy(poll => poll.Item1).Select(poll =>
                            new Poll(origin + (2 * poll.Item1 * Minute), poll.Item2 ? StoreStatus.Active : StoreStatus.Inactive))],
                        origin + (asOf * Minute),
                        [(from, from + (window.Item2 * Minute))],
                        interpolation,
                        maxCarry * Minute,
                        Minute);

                    FastWay(store, week.Item1, week.Item2.Zone).Should().Be(SlowWay(store, week.Item1, week.Item2));
                },
                iter: 1_000);

    private static UptimeTotals FastWay(RandomStore store, OpeningHours[] rows, string zone)
    {
        var window = store.WindowIntervals[0];
        var range = UptimeCalculator.BusinessTimeRange(window.Start, window.End, store.AsOfInstant, store.Options);
        var businessTime = new BusinessTime(WeeklySchedule.Of(rows), DateTimeZoneProviders.Tzdb[zone]).Touching(range.Start, range.End);
        return (store with { BusinessTime = businessTime }).Totals()[0];
    }

    // Two weeks hold all polls, so that it does not matter where a business interval is cut off beyond them.
    private static UptimeTotals SlowWay(RandomStore store, OpeningHours[] rows, (string Zone, Instant Change) clock)
    {
        var hours = BruteForceHours.Within(
            rows, DateTimeZoneProviders.Tzdb[clock.Zone], clock.Change - Duration.FromDays(7), clock.Change + Duration.FromDays(7));
        var intervals = hours.Select(open => (open.Start.ToUnixTimeTicks() / 10, open.End.ToUnixTimeTicks() / 10));
        var twin = new SlowTwin(store.Polls, intervals, store.AsOf, store.Interpolation, store.MaxCarry);
        return twin.Totals(store.Windows[0].From, store.Windows[0].To, store.Step);
    }
}
