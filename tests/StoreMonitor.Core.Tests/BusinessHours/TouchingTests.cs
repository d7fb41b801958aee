using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rule R8 asks whether two instants lie in the same business interval, so the intervals around a range come whole.</summary>
public sealed class TouchingTests
{
    // Open from Tuesday 04:00 to the next Tuesday 03:00.
    private const string ClosedTuesdayNight =
        "Tue 00:00-03:00, Tue 04:00-23:59, " +
        "Mon 00:00-23:59, Wed 00:00-23:59, Thu 00:00-23:59, Fri 00:00-23:59, Sat 00:00-23:59, Sun 00:00-23:59";

    private const string ClosedInTheGap =
        "Sun 00:00-02:00, Sun 03:00-23:59, " +
        "Mon 00:00-23:59, Tue 00:00-23:59, Wed 00:00-23:59, Thu 00:00-23:59, Fri 00:00-23:59, Sat 00:00-23:59";

    [Theory]
    [InlineData("inside one", "10:00/10:30", "09:00/12:00")]
    [InlineData("across its start", "08:00/10:00", "09:00/12:00")]
    [InlineData("across its end", "11:00/13:00", "09:00/12:00")]
    [InlineData("its last microsecond", "11:59:59.999999/12:30", "09:00/12:00")]
    [InlineData("its first microsecond", "08:00/09:00:00.000001", "09:00/12:00")]
    [InlineData("up to its start", "08:00/09:00", "")]
    [InlineData("from its end", "12:00/13:30", "")]
    [InlineData("two of them", "11:00/15:00", "09:00/12:00, 14:00/17:00")]
    public void Intervals_that_share_an_instant_with_the_range_come_whole(string label, string range, string expected)
    {
        Touching("Mon 09:00-12:00, Mon 14:00-17:00", range).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("in the middle", "2024-10-11 12:00/13:00", "2024-10-08 04:00/2024-10-15 03:00")]
    [InlineData("at its start", "2024-10-08 04:00/04:01", "2024-10-08 04:00/2024-10-15 03:00")]
    [InlineData("at its end", "2024-10-15 02:59/03:00", "2024-10-08 04:00/2024-10-15 03:00")]
    [InlineData("in the hole", "2024-10-08 03:00/04:00", "")]
    [InlineData("over the hole", "2024-10-08 02:00/05:00", "2024-10-01 04:00/2024-10-08 03:00, 2024-10-08 04:00/2024-10-15 03:00")]
    public void A_chain_of_whole_days_longer_than_the_range_comes_whole(string label, string range, string expected)
    {
        Touching(ClosedTuesdayNight, range).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void A_chain_whose_hole_the_clocks_skip_is_two_weeks_long()
    {
        Touching(ClosedInTheGap, "2024-03-10 12:00/13:00", "America/Chicago")
            .Should().Equal(Utc.Spans("2024-03-03 09:00/2024-03-17 07:00"));
    }

    [Fact]
    public void A_night_begun_the_day_before_comes_whole()
    {
        Touching("Sun 22:00-06:00", "2024-10-07 05:00/05:30").Should().Equal(Utc.Spans("2024-10-06 22:00/2024-10-07 06:00"));
    }

    [Fact]
    public void A_store_that_never_closes_has_one_interval_without_bounds()
    {
        var businessTime = new BusinessTime(Week.Daily("00:00-23:59:59"), DateTimeZoneProviders.Tzdb["America/Chicago"]);

        businessTime.Touching(Utc.At("09:00"), Utc.At("10:00")).Should().Be(IntervalSet.Always);
    }

    [Fact]
    public void The_cache_gives_what_was_computed_for_each_week_and_zone()
    {
        var cache = new BusinessTimeCache(Utc.At("00:00"), Utc.At("2024-10-08 00:00"));
        DateTimeZone[] zones = [DateTimeZone.Utc, DateTimeZoneProviders.Tzdb["America/Chicago"]];
        WeeklySchedule[] weeks = [Week.Daily("09:00-17:00"), Week.Daily("10:00-17:00")];
        var pairs = weeks.SelectMany(week => zones.Select(zone => StoreHours.Of(week, zone))).ToArray();

        foreach (var hours in pairs.Concat(pairs))
        {
            cache.Around(hours.Calendar).Should().Be(
                new BusinessTime(hours.Calendar).Around(Utc.At("00:00"), Utc.At("2024-10-08 00:00")));
        }
    }

    [Fact]
    public void The_cache_computes_an_equal_week_once()
    {
        var cache = new BusinessTimeCache(Utc.At("00:00"), Utc.At("2024-10-08 00:00"));

        var first = cache.Around(StoreCalendar.Of(Week.Daily("09:00-17:00"), null));
        var second = cache.Around(StoreCalendar.Of(Week.Daily("09:00-17:00"), null));

        second.Should().BeSameAs(first);
    }

    private static IEnumerable<Interval> Touching(string rows, string range, string zone = "UTC") =>
        new BusinessTime(Week.Of(rows), DateTimeZoneProviders.Tzdb[zone]).Touching(Utc.Span(range).Start, Utc.Span(range).End).Intervals;
}
