using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Tests.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Reports;

/// <summary>The row of a report is three calculations in one; the business time shared between stores changes nothing (R14).</summary>
public sealed class StoreReportCalculatorTests
{
    private static readonly Gen<(StoreHours Hours, Poll[] Polls, UptimeOptions Options, Instant AsOf)> Stores = Gen.Select(
        RandomWeek.Rows,
        RandomWeek.Changes,
        Gen.Select(Gen.Int[-30_000, 6_000], Gen.Bool).Array[0, 20],
        Gen.Enum<Interpolation>(),
        Gen.Int[1, 20_000],
        Gen.Int[-4_000, 4_000],
        (rows, clock, polls, interpolation, maxCarry, asOf) => (
            StoreHours.Of(WeeklySchedule.Of(rows), DateTimeZoneProviders.Tzdb[clock.Zone]),
            polls.DistinctBy(poll => poll.Item1).OrderBy(poll => poll.Item1)
                .Select(poll => new Poll(MinutesFrom(clock.Change, poll.Item1), poll.Item2 ? StoreStatus.Active : StoreStatus.Inactive))
                .ToArray(),
            new UptimeOptions(interpolation, Duration.FromMinutes(maxCarry)),
            MinutesFrom(clock.Change, asOf)));

    [Fact]
    public void A_row_is_the_same_as_three_separate_calculations() =>
        Stores.Sample(
            store =>
            {
                var row = RowOf(CalculatorOf(store.AsOf, store.Options), store.Hours, store.Polls);

                row.StoreId.Should().Be("7");
                row.Totals.Should().Equal(
                    Alone(store, Duration.FromHours(1)), Alone(store, Duration.FromHours(24)), Alone(store, Duration.FromHours(168)));
            },
            iter: 500);

    [Fact]
    public void R14_A_row_does_not_depend_on_the_stores_before_it() =>
        Gen.Select(Stores, Stores).Sample(
            (store, other) =>
            {
                var calculator = CalculatorOf(store.AsOf, store.Options);
                RowOf(calculator, other.Hours, other.Polls);
                RowOf(calculator, store.Hours, other.Polls);

                RowOf(calculator, store.Hours, store.Polls).Totals
                    .Should().Equal(RowOf(CalculatorOf(store.AsOf, store.Options), store.Hours, store.Polls).Totals);
            },
            iter: 500);

    [Fact]
    public void The_explanation_of_each_window_has_the_totals_of_the_row() =>
        Stores.Sample(
            store =>
            {
                var calculator = CalculatorOf(store.AsOf, store.Options);

                var row = RowOf(calculator, store.Hours, store.Polls);

                var time = calculator.TimeOf(store.Hours)!;
                ReportWindow.All.Select(window => calculator.Explain(time, store.Polls, window).Totals)
                    .Should().Equal(row.Totals);
            },
            iter: 300);

    [Fact]
    public void R2_A_store_whose_business_time_is_not_known_has_a_row_without_totals() =>
        Stores.Sample(
            store =>
            {
                var hours = StoreHours.Of(null, store.Hours.Calendar.FirstZone, weekProblem: "menu_hours.csv:2: start_time_local 'noon' is not a time");
                var calculator = CalculatorOf(store.AsOf, store.Options);

                var row = RowOf(calculator, hours, store.Polls);

                calculator.TimeOf(hours).Should().BeNull();
                row.IsBusinessTimeKnown.Should().BeFalse();
                row.Totals.Should().BeEmpty();
            },
            iter: 100);

    [Fact]
    public void The_polls_a_row_needs_are_those_in_reach_of_the_last_week()
    {
        var calculator = CalculatorOf(Utc.At("12:00"), UptimeOptions.Default);

        var decisive = calculator.Decisive;
        decisive.LastMicroseconds.Should().Be(UnixMicroseconds.From(Utc.At("12:00")));
        decisive.LatestThatIsEnough.Should().Be(UnixMicroseconds.From(Utc.At("2024-09-30 12:00")));
        decisive.IsEnough(UnixMicroseconds.From(Utc.At("2024-09-29 12:00")), IntervalSet.Empty).Should().BeTrue();
        decisive.IsEnough(UnixMicroseconds.From(Utc.At("2024-09-29 12:00")) + 1, IntervalSet.Empty).Should().BeFalse();
    }

    private static StoreReportCalculator CalculatorOf(Instant asOf, UptimeOptions options) => new(new ReportSpec(asOf, options));

    private static StoreReport RowOf(StoreReportCalculator calculator, StoreHours hours, Poll[] polls) =>
        calculator.RowOf("7", hours, calculator.TimeOf(hours), polls);

    private static UptimeTotals Alone((StoreHours Hours, Poll[] Polls, UptimeOptions Options, Instant AsOf) store, Duration length)
    {
        var from = store.AsOf - length;
        var range = UptimeCalculator.BusinessTimeRange(from, store.AsOf, store.AsOf, store.Options);
        var time = new BusinessTime(store.Hours.Calendar).Around(range.Start, range.End);
        return UptimeCalculator.Totals(store.Polls, time, store.AsOf, [new Interval(from, store.AsOf)], store.Options)[0];
    }

    private static Instant MinutesFrom(Instant origin, int minutes) => origin + Duration.FromMinutes(minutes);
}
