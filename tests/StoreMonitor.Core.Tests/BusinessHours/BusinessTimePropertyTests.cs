using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rules R4 to R7 for random weeks around clock changes, against the clock looked at minute by minute.</summary>
public sealed class BusinessTimePropertyTests
{
    // Longer than two weeks: a chain of days may lose its hole to a clock change.
    private static readonly Duration Around = Duration.FromDays(17);

    private static readonly Gen<(DateTimeZone Zone, Instant From, Instant To)> Ranges =
        Gen.Select(RandomWeek.Changes, Gen.Int[-4_000, 2_000], Gen.Int[1, 6_000], (change, offset, length) =>
        {
            var from = change.Change + Duration.FromMinutes(offset);
            return (DateTimeZoneProviders.Tzdb[change.Zone], from, from + Duration.FromMinutes(length));
        });

    [Fact]
    public void R4_to_R7_Business_time_is_what_the_clocks_show_minute_by_minute() =>
        Gen.Select(RandomWeek.Rows, Ranges).Sample(
            (rows, range) => new BusinessTime(WeeklySchedule.Of(rows), range.Zone).Within(range.From, range.To).Intervals
                .Should().Equal(BruteForceHours.Within(rows, range.Zone, range.From, range.To)),
            iter: 3_000);

    [Fact]
    public void Touching_gives_the_whole_intervals_of_any_week() =>
        Gen.Select(Gen.OneOf(RandomWeek.Rows, RandomWeek.LongChains), Ranges).Sample(
            (rows, range) =>
            {
                var (first, last) = (range.From - Around, range.To + Around);

                var touching = new BusinessTime(WeeklySchedule.Of(rows), range.Zone).Touching(range.From, range.To);

                touching.Within(first, last).Intervals.Should().Equal(BruteForceHours.Within(rows, range.Zone, first, last)
                    .Where(interval => interval.End > range.From && interval.Start < range.To));
            },
            iter: 1_000);

    [Fact]
    public void R7_Local_time_without_a_hole_is_elapsed_time_without_one() =>
        Gen.Select(Gen.Int[0, 1439], Ranges).Sample(
            (minute, range) =>
            {
                var opens = new LocalTime(minute / 60, minute % 60);
                var rows = Enumerable.Range(1, 7).Select(day => new OpeningHours((IsoDayOfWeek)day, opens, opens)).ToArray();
                if (minute == 1439)
                    rows = [.. rows, .. rows.Select(row => row with { Opens = LocalTime.Midnight })];

                WeeklySchedule.Of(rows).IsAlwaysOpen.Should().BeTrue();
                BruteForceHours.Within(rows, range.Zone, range.From, range.To).Should().Equal(new Interval(range.From, range.To));
            },
            iter: 300);
}
