using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Rules R4 and R7 where a zone changed sides of the date line: Apia and Kwajalein skipped a date, Kwajalein repeated one before. These
/// are the widest jumps of a clock that there are, which the margins of business time and of the offsets that it remembers have to cover.
/// </summary>
public sealed class DateLineTests
{
    private static readonly Gen<(string Zone, Instant Change)> Changes = Gen.OneOf(
        ("Pacific/Apia", Utc.At("2011-12-30 10:00")),
        ("Pacific/Kwajalein", Utc.At("1969-09-30 13:00")),
        ("Pacific/Kwajalein", Utc.At("1993-08-21 12:00")));

    private static readonly Gen<(DateTimeZone Zone, Instant From, Instant To)> Ranges =
        Gen.Select(Changes, Gen.Int[-6 * 1440, 5 * 1440], Gen.OneOf(Gen.Int[1, 60], Gen.Int[1, 4 * 1440]), (change, offset, length) =>
        {
            var from = change.Change + Duration.FromMinutes(offset);
            return (DateTimeZoneProviders.Tzdb[change.Zone], from, from + Duration.FromMinutes(length));
        });

    // From 01:00 to midnight, Tuesday 1969-09-30 came twice: at +11, which ended at 13:00Z, and again at -12.
    [Theory]
    [InlineData("open through the first and the second", "Tue 09:00-17:00", "1969-09-29 22:00/1969-10-01 05:00")]
    [InlineData("before the hour that is repeated", "Tue 00:00-00:30", "1969-09-29 13:00/13:30")]
    [InlineData("the night into it", "Mon 22:00-06:00", "1969-09-29 11:00/1969-09-30 18:00")]
    [InlineData("the night out of it", "Tue 22:00-06:00", "1969-09-30 11:00/1969-10-01 18:00")]
    [InlineData("a whole day into it", "Mon 12:00-12:00", "1969-09-29 01:00/1969-10-01 00:00")]
    [InlineData("the day after", "Wed 09:00-17:00", "1969-10-01 21:00/1969-10-02 05:00")]
    [InlineData("the day before", "Mon 09:00-17:00", "1969-09-28 22:00/1969-09-29 06:00")]
    public void R7_Kwajalein_repeated_a_date(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("1969-09-28 00:00/1969-10-03 12:00", "Pacific/Kwajalein").Should().Equal(Utc.Spans(expected), label);
    }

    // Friday 2011-12-30 did not come in Apia, nor Saturday 1993-08-21 in Kwajalein.
    [Theory]
    [InlineData("the day before, seen from the day after", "Pacific/Apia", "Thu 20:00-20:00", "2011-12-30 06:00/10:00")]
    [InlineData("a chain over it", "Pacific/Apia", "Thu 20:00-24:00, Fri 00:00-24:00, Sat 00:00-04:00", "2011-12-30 06:00/14:00")]
    public void R7_A_skipped_date_is_no_business_time(string label, string zone, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2011-12-28 00:00/2012-01-03 00:00", zone).Should().Equal(Utc.Spans(expected), label);
    }

    // Sunday 2010-11-07 in St John's: at 00:01 the clocks went back to 23:01 of Saturday (02:31Z), so midnight came before 23:30 came again.
    // The row of Friday, which closes when 23:30 comes again, then reaches past the midnight two dates after the one it opened on.
    [Fact]
    public void R7_A_row_can_reach_past_the_midnight_after_the_date_it_closes_on()
    {
        var week = Week.Of("Fri 23:30-47:30, Sun 00:00:30-24:00, Mon 00:00-10:00");
        var range = Utc.Span("2010-11-08 12:30/13:00");

        new BusinessTime(week, DateTimeZoneProviders.Tzdb["America/St_Johns"]).Touching(range.Start, range.End).Intervals
            .Should().Equal(Utc.Span("2010-11-06 02:00/2010-11-08 13:30"));
    }

    [Fact]
    public void R4_to_R7_Business_time_around_the_date_line_is_what_the_clocks_show_minute_by_minute() =>
        Gen.Select(Gen.OneOf(RandomWeek.Rows, RandomWeek.FewRows), Ranges).Sample(
            (rows, range) => new BusinessTime(WeeklySchedule.Of(rows), range.Zone).Within(range.From, range.To).Intervals
                .Should().Equal(BruteForceHours.Within(rows, range.Zone, range.From, range.To)),
            iter: 4_000);

    [Fact]
    public void Touching_gives_the_whole_intervals_around_the_date_line() =>
        Gen.Select(Gen.OneOf(RandomWeek.FewRows, RandomWeek.LongChains), Ranges).Sample(
            (rows, range) =>
            {
                var (first, last) = (range.From - Duration.FromDays(17), range.To + Duration.FromDays(17));

                var touching = new BusinessTime(WeeklySchedule.Of(rows), range.Zone).Touching(range.From, range.To);

                touching.Within(first, last).Intervals.Should().Equal(BruteForceHours.Within(rows, range.Zone, first, last)
                    .Where(interval => interval.End > range.From && interval.Start < range.To));
            },
            iter: 1_500);

    [Fact]
    public void A_resolver_that_remembers_an_offset_gives_what_a_new_one_gives() =>
        Gen.Select(Changes, Gen.Int[-6 * 1440, 6 * 1440].Array[1, 12], Gen.Bool).Sample(
            (change, minutes, isOpening) =>
            {
                var zone = DateTimeZoneProviders.Tzdb[change.Zone];
                var origin = LocalMicroseconds.Of(change.Change.InZone(zone).LocalDateTime);
                var used = new ZoneResolver(zone);
                var resolver = isOpening ? BusinessTime.Opening : BusinessTime.Closing;

                foreach (var minute in minutes)
                {
                    var local = origin + (minute * 60_000_000L);
                    used.Resolve(local, resolver).Should().Be(new ZoneResolver(zone).Resolve(local, resolver));
                }
            },
            iter: 3_000);
}
