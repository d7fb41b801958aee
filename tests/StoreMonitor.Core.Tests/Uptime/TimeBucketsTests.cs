using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Tests.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R20: buckets are cut at local midnights and hours by rule R7 (opening), never by adding 24 hours.</summary>
public sealed class TimeBucketsTests
{
    [Theory]
    [InlineData("UTC", "00:00/02:30", "00=00:00/01:00, 01=01:00/02:00, 02=02:00/02:30")]
    [InlineData("America/Chicago: 02:00 is skipped", "2024-03-10 07:00/09:30", "01=2024-03-10 07:00/08:00, 03=2024-03-10 08:00/09:00, 04=2024-03-10 09:00/09:30")]
    [InlineData("America/Chicago: 01:00 comes twice", "2024-11-03 05:30/08:30", "00=2024-11-03 05:30/06:00, 01=2024-11-03 06:00/08:00, 02=2024-11-03 08:00/08:30")]
    [InlineData("Australia/Lord_Howe: half an hour is skipped", "2024-10-05 14:30/16:30",
        "01=2024-10-05 14:30/15:30, 02=2024-10-05 15:30/16:00, 03=2024-10-05 16:00/16:30")]
    [InlineData("Australia/Lord_Howe: half an hour comes twice", "2024-04-06 14:00/16:00", "01=2024-04-06 14:00/15:30, 02=2024-04-06 15:30/16:00")]
    [InlineData("Asia/Beirut: midnight is skipped", "2024-03-30 21:00/23:30", "23=2024-03-30 21:00/22:00, 01=2024-03-30 22:00/23:00, 02=2024-03-30 23:00/23:30")]
    [InlineData("Asia/Kolkata: half an hour off", "18:00/19:00", "23=18:00/18:30, 00=18:30/19:00")]
    public void R20_Hours(string zone, string window, string expected)
    {
        Written(zone, window, BucketUnit.Hour, "HH").Should().Be(expected);
    }

    [Theory]
    [InlineData("UTC", "2024-10-07 12:00/2024-10-09 00:00", "10-07=2024-10-07 12:00/2024-10-08 00:00, 10-08=2024-10-08 00:00/2024-10-09 00:00")]
    [InlineData("America/Chicago: a day of 23 hours", "2024-03-10 06:00/2024-03-11 06:00", "03-10=2024-03-10 06:00/2024-03-11 05:00, 03-11=2024-03-11 05:00/06:00")]
    [InlineData("America/Chicago: a day of 25 hours", "2024-11-03 05:00/2024-11-04 07:00", "11-03=2024-11-03 05:00/2024-11-04 06:00, 11-04=2024-11-04 06:00/07:00")]
    [InlineData("Asia/Beirut: midnight is skipped", "2024-03-30 12:00/2024-04-01 00:00",
        "03-30=2024-03-30 12:00/22:00, 03-31=2024-03-30 22:00/2024-03-31 21:00, 04-01=2024-03-31 21:00/2024-04-01 00:00")]
    [InlineData("America/Havana: midnight comes twice", "2024-11-02 12:00/2024-11-04 12:00",
        "11-02=2024-11-02 12:00/2024-11-03 04:00, 11-03=2024-11-03 04:00/2024-11-04 05:00, 11-04=2024-11-04 05:00/12:00")]
    [InlineData("Pacific/Apia: a date is skipped", "2011-12-30 00:00/2011-12-31 12:00",
        "12-29=2011-12-30 00:00/10:00, 12-31=2011-12-30 10:00/2011-12-31 10:00, 01-01=2011-12-31 10:00/12:00")]
    public void R20_Days(string zone, string window, string expected)
    {
        Written(zone, window, BucketUnit.Day, "MM-dd").Should().Be(expected);
    }

    [Theory]
    [InlineData("UTC: from Monday", "2024-10-09 00:00/2024-10-20 00:00", "10-07=2024-10-09 00:00/2024-10-14 00:00, 10-14=2024-10-14 00:00/2024-10-20 00:00")]
    [InlineData("America/Chicago: a week of 167 hours", "2024-03-04 06:00/2024-03-11 05:00", "03-04=2024-03-04 06:00/2024-03-11 05:00")]
    public void R20_Weeks(string zone, string window, string expected)
    {
        Written(zone, window, BucketUnit.Week, "MM-dd").Should().Be(expected);
    }

    [Theory]
    [InlineData("UTC", "2024-01-15 00:00/2024-03-01 00:00", "01-01=2024-01-15 00:00/2024-02-01 00:00, 02-01=2024-02-01 00:00/2024-03-01 00:00")]
    [InlineData("America/Chicago: summer time begins", "2024-03-01 06:00/2024-04-01 06:00", "03-01=2024-03-01 06:00/2024-04-01 05:00, 04-01=2024-04-01 05:00/06:00")]
    public void R20_Months(string zone, string window, string expected)
    {
        Written(zone, window, BucketUnit.Month, "MM-dd").Should().Be(expected);
    }

    // Midnight of 2024-10-09 is 05:00Z in Chicago, 07:00Z in Los Angeles, and 2024-10-08 15:00Z in Tokyo.
    [Theory]
    [InlineData("to the west: the date before is longer", "America/Los_Angeles", "10-08=2024-10-08 05:00/2024-10-09 07:00, 10-09=2024-10-09 07:00/2024-10-10 07:00")]
    [InlineData("to the east: the date before ends early", "Asia/Tokyo", "10-08=2024-10-08 05:00/15:00, 10-09=2024-10-08 15:00/2024-10-09 15:00, 10-10=2024-10-09 15:00/2024-10-10 07:00")]
    public void R19_R20_Days_where_the_zone_changes(string label, string zone, string expected)
    {
        var changes = CalendarChanges.Of(zones: [new DatedZone(Calendar.Date("2024-10-09"), Calendar.Zone(zone))]);
        var calendar = StoreCalendar.Of(null, Calendar.Zone("America/Chicago"), changes);

        Written(calendar, "2024-10-08 05:00/2024-10-10 07:00", BucketUnit.Day, "MM-dd").Should().Be(expected, label);
    }

    [Fact]
    public void R20_An_empty_window_has_no_buckets()
    {
        TimeBuckets.Cut(new Interval(Utc.At("09:00"), Utc.At("09:00")), BucketUnit.Hour, StoreCalendar.Of(null, null)).Should().BeEmpty();
    }

    [Fact]
    public void R20_Buckets_are_what_the_clock_shows_minute_by_minute() =>
        Gen.Select(RandomWeek.Changes, Gen.Int[-4_000, 2_000], Gen.Int[1, 6_000], Gen.Enum<BucketUnit>()).Sample(
            (clock, offset, length, unit) =>
            {
                var zone = DateTimeZoneProviders.Tzdb[clock.Zone];
                var from = clock.Change + Duration.FromMinutes(offset);
                var window = new Interval(from, from + Duration.FromMinutes(length));

                TimeBuckets.Cut(window, unit, StoreCalendar.Of(null, zone)).Should().Equal(SlowlyCut(window, unit, zone));
            },
            iter: 2_000);

    // The bucket of a minute is named by the latest local time that the clock has shown so far.
    private static List<TimeBucket> SlowlyCut(Interval window, BucketUnit unit, DateTimeZone zone)
    {
        var buckets = new List<TimeBucket>();
        var latest = LocalDateTime.MinIsoValue;
        for (var at = window.Start - Duration.FromDays(3); at < window.End; at += Duration.FromMinutes(1))
        {
            latest = LocalDateTime.Max(latest, at.InZone(zone).LocalDateTime);
            if (at < window.Start)
                continue;

            var start = StartOf(unit, latest);
            if (buckets.Count > 0 && buckets[^1].LocalStart == start)
                buckets[^1] = buckets[^1] with { Interval = new Interval(buckets[^1].Interval.Start, at + Duration.FromMinutes(1)) };
            else
                buckets.Add(new TimeBucket(new Interval(at, at + Duration.FromMinutes(1)), start));
        }

        return buckets;
    }

    private static LocalDateTime StartOf(BucketUnit unit, LocalDateTime local)
    {
        var midnight = local.Date.AtMidnight();
        return unit switch
        {
            BucketUnit.Hour => midnight.PlusHours(local.Hour),
            BucketUnit.Day => midnight,
            BucketUnit.Week => midnight.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)),
            BucketUnit.Month => midnight.With(DateAdjusters.StartOfMonth),
        };
    }

    private static string Written(string zone, string window, BucketUnit unit, string pattern) =>
        Written(StoreCalendar.Of(null, Calendar.Zone(zone.Split(':')[0])), window, unit, pattern);

    private static string Written(StoreCalendar calendar, string window, BucketUnit unit, string pattern)
    {
        var buckets = TimeBuckets.Cut(Utc.Span(window), unit, calendar);
        return string.Join(", ", buckets.Select(bucket => $"{bucket.LocalStart.ToString(pattern, null)}={Written(bucket.Interval)}"));
    }

    // As the spans of Utc are written: an end has no date when it is that of the start.
    private static string Written(Interval interval)
    {
        var (start, end) = (Utc.Write(interval.Start), Utc.Write(interval.End));
        var date = interval.Start.InUtc().Date;
        return date == interval.End.InUtc().Date ? $"{start}/{end[^5..]}" : $"{Dated(start)}/{Dated(end)}";
    }

    private static string Dated(string written) => written.Contains(' ') ? written : $"2024-10-07 {written}";
}
