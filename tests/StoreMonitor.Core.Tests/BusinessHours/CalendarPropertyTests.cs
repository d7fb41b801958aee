using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Rules R17 to R19 for random calendars around clock changes, against the clocks looked at minute by minute and lists searched from the end.
/// </summary>
public sealed class CalendarPropertyTests
{
    private static readonly Duration Around = Duration.FromDays(17);

    private static readonly Gen<DateTimeZone> Zones = RandomWeek.Changes.Select(change => DateTimeZoneProviders.Tzdb[change.Zone]);

    private static readonly Gen<RandomCalendar> Calendars = RandomWeek.Changes.SelectMany(clock => Gen.Select(
        Gen.OneOf(RandomWeek.Rows, RandomWeek.FewRows, RandomWeek.LongChains, Gen.Const(WeeklySchedule.Always.Rows.ToArray())).Null(),
        Gen.Select(DatesNear(clock.Change), Gen.OneOf(RandomWeek.Rows, RandomWeek.LongChains, Gen.Const<OpeningHours[]>([]))).Array[0, 2],
        Gen.Select(DatesNear(clock.Change), Zones).Array[0, 2],
        Gen.Select(DatesNear(clock.Change), RandomWeek.Rows).Array[0, 3],
        Gen.Select(Gen.Int[-4_000, 4_000], Gen.Int[1, 2_000]).Array[0, 3],
        Gen.Select(Gen.Int[-4_000, 2_000], Gen.Int[1, 5_000]),
        (week, weeks, zones, special, closures, range) =>
        {
            var from = clock.Change + Duration.FromMinutes(range.Item1);
            return new RandomCalendar(
                week,
                DateTimeZoneProviders.Tzdb[clock.Zone],
                [.. weeks.DistinctBy(dated => dated.Item1)],
                [.. zones.DistinctBy(dated => dated.Item1)],
                [.. special.DistinctBy(day => day.Item1).Select(day => (day.Item1, RowsOn(day.Item1, day.Item2)))],
                [.. closures.Select(closure => new Interval(
                    clock.Change + Duration.FromMinutes(closure.Item1), clock.Change + Duration.FromMinutes(closure.Item1 + closure.Item2)))],
                from,
                from + Duration.FromMinutes(range.Item2));
        }));

    [Fact]
    public void R17_to_R19_Business_time_is_what_the_clocks_show_minute_by_minute() =>
        Calendars.Sample(
            store => new BusinessTime(store.Calendar).Within(store.From, store.To).Intervals.Should().Equal(store.SlowlyWithin(store.From, store.To)),
            iter: 2_000);

    [Fact]
    public void R18_Planned_time_is_the_hours_within_the_closures() =>
        Calendars.Sample(
            store =>
            {
                var time = new BusinessTime(store.Calendar).Around(store.From, store.To);
                var hours = new BusinessTime((store with { Closures = [] }).Calendar).Within(store.From, store.To);

                time.PlannedTime.Within(store.From, store.To).Should().Be(hours.Intersect(IntervalSet.Of(store.Closures)));
                time.PlannedTime.Intersect(time.BusinessTime).Should().Be(IntervalSet.Empty);
                time.PlannedTime.Union(time.BusinessTime).Within(store.From, store.To).Should().Be(hours);
            },
            iter: 1_000);

    [Fact]
    public void R8_The_intervals_of_any_calendar_come_whole() =>
        Calendars.Sample(
            store =>
            {
                var (first, last) = (store.From - Around, store.To + Around);

                var touching = new BusinessTime(store.Calendar).Touching(store.From, store.To);

                touching.Within(first, last).Intervals.Should().Equal(store.SlowlyWithin(first, last)
                    .Where(interval => interval.End > store.From && interval.Start < store.To));
            },
            iter: 500);

    private static Gen<LocalDate> DatesNear(Instant change) => Gen.Int[-5, 5].Select(days => change.InUtc().Date.PlusDays(days));

    private static OpeningHours[] RowsOn(LocalDate date, OpeningHours[] rows) =>
        [.. rows.Take(2).Select(row => row with { Day = date.DayOfWeek })];

    internal sealed record RandomCalendar(
        OpeningHours[]? Week,
        DateTimeZone Zone,
        (LocalDate First, OpeningHours[] Rows)[] Weeks,
        (LocalDate First, DateTimeZone Zone)[] Zones,
        (LocalDate Date, OpeningHours[] Rows)[] Special,
        Interval[] Closures,
        Instant From,
        Instant To)
    {
        public StoreCalendar Calendar => StoreCalendar.Of(
            Week is null ? null : WeeklySchedule.Of(Week),
            Zone,
            CalendarChanges.Of(
                Weeks.Select(dated => new DatedWeek(dated.First, WeeklySchedule.Of(dated.Rows))),
                Zones.Select(dated => new DatedZone(dated.First, dated.Zone)),
                Special.Select(day => new SpecialHours(day.Date, WeeklySchedule.Of(day.Rows))),
                IntervalSet.Of(Closures)));

        public List<Interval> SlowlyWithin(Instant from, Instant to) => BruteForceHours.Within(SlowRowsOn, SlowZoneOn, Closures, from, to);

        private IEnumerable<OpeningHours> SlowRowsOn(LocalDate date)
        {
            if (Special.Any(day => day.Date == date))
                return Special.Single(day => day.Date == date).Rows;

            var begun = Weeks.Where(dated => dated.First <= date).OrderByDescending(dated => dated.First).ToList();
            var week = begun.Count > 0 ? begun[0].Rows : Week;
            week ??= Weeks.Length > 0 ? Weeks.MinBy(dated => dated.First).Rows : AllDay(date);
            return week.Where(row => row.Day == date.DayOfWeek);
        }

        private DateTimeZone SlowZoneOn(LocalDate date) =>
            Zones.Where(dated => dated.First <= date).OrderByDescending(dated => dated.First).Select(dated => dated.Zone).FirstOrDefault(Zone);

        private static OpeningHours[] AllDay(LocalDate date) => [new OpeningHours(date.DayOfWeek, LocalTime.Midnight, LocalTime.Midnight)];
    }
}
