using NodaTime;
using StoreMonitor.Core.BusinessHours;
using static StoreMonitor.Core.Tests.Calendar;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rule R19: a week or a zone may have a first date. 2024-10-09 is a Wednesday; weeks in UTC.</summary>
public sealed class HoursInForceTests
{
    private const string Daily9 = "Mon 09:00-10:00, Tue 09:00-10:00, Wed 09:00-10:00, Thu 09:00-10:00, Fri 09:00-10:00, Sat 09:00-10:00, Sun 09:00-10:00";
    private const string Nightly = "Mon 22:00-02:00, Tue 22:00-02:00, Wed 22:00-02:00, Thu 22:00-02:00, Fri 22:00-02:00, Sat 22:00-02:00, Sun 22:00-02:00";
    private const string Around = "2024-10-08 00:00/2024-10-11 00:00";

    [Fact]
    public void R19_The_dated_week_that_began_last_applies()
    {
        var calendar = CalendarOf(Week.Daily("08:00-09:00"), From("2024-10-10", Daily9), From("2024-10-09", "Wed 12:00-13:00"));

        calendar.OpenWithin(Around).Should().Equal(Utc.Spans("2024-10-08 08:00/09:00, 2024-10-09 12:00/13:00, 2024-10-10 09:00/10:00"));
    }

    [Fact]
    public void R19_Before_the_first_dated_week_the_first_one_applies_where_there_is_no_undated_one()
    {
        CalendarOf(null, From("2024-10-09", Daily9), From("2024-10-10", "")).OpenWithin(Around)
            .Should().Equal(Utc.Spans("2024-10-08 09:00/10:00, 2024-10-09 09:00/10:00"));
    }

    [Theory]
    [InlineData("not open yet", "2024-10-01", "2024-10-10", "2024-10-10 09:00/10:00")]
    [InlineData("closed for good", "2024-10-10", "2024-10-01", "2024-10-08 09:00/10:00, 2024-10-09 09:00/10:00")]
    public void R19_A_week_without_rows_means_closed(string label, string closedFrom, string openFrom, string expected)
    {
        CalendarOf(null, From(closedFrom, ""), From(openFrom, Daily9)).OpenWithin(Around).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("into another week", Daily9, "2024-10-08 00:00/02:00, 2024-10-08 22:00/2024-10-09 02:00, 2024-10-09 09:00/10:00, 2024-10-10 09:00/10:00")]
    [InlineData("into closing for good", "", "2024-10-08 00:00/02:00, 2024-10-08 22:00/2024-10-09 02:00")]
    public void R19_An_overnight_row_belongs_to_the_week_of_the_date_on_which_it_opens(string label, string next, string expected)
    {
        CalendarOf(Week.Of(Nightly), From("2024-10-09", next)).OpenWithin(Around).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R19_A_night_before_the_first_date_of_a_nightly_week_is_not_open()
    {
        CalendarOf(Week.Of(Daily9), From("2024-10-09", Nightly)).OpenWithin(Around)
            .Should().Equal(Utc.Spans("2024-10-08 09:00/10:00, 2024-10-09 22:00/2024-10-10 02:00, 2024-10-10 22:00/2024-10-11 00:00"));
    }

    [Fact]
    public void R17_R19_Special_hours_replace_the_rows_of_a_dated_week()
    {
        var changes = CalendarChanges.Of([From("2024-10-09", Daily9)], specialHours: [On("2024-10-10", "15:00-16:00")]);

        StoreCalendar.Of(Week.Daily("08:00-09:00"), Zone("UTC"), changes).OpenWithin(Around)
            .Should().Equal(Utc.Spans("2024-10-08 08:00/09:00, 2024-10-09 09:00/10:00, 2024-10-10 15:00/16:00"));
    }

    [Fact]
    public void R19_A_week_without_a_hole_from_a_date_on_has_no_end()
    {
        var calendar = CalendarOf(Week.Of("Mon 09:00-10:00"), new DatedWeek(Date("2024-10-09"), WeeklySchedule.Always));

        new BusinessTime(calendar).Touching(Utc.At("2024-10-20 00:00"), Utc.At("2024-10-21 00:00"))
            .Should().Be(Closed("2024-10-09 00:00/2024-10-10 00:00").Union(Core.Intervals.IntervalSet.Always.Subtract(
                Core.Intervals.IntervalSet.Of(new Interval(Instant.MinValue, Utc.At("2024-10-09 00:00"))))));
    }

    [Fact]
    public void R19_Two_weeks_without_a_hole_can_have_one_where_they_meet()
    {
        var calendar = CalendarOf(WeeklySchedule.Always, new DatedWeek(Date("2024-10-09"), Week.Daily("06:00-06:00")));

        calendar.OpenWithin("2024-10-08 00:00/2024-10-10 00:00")
            .Should().Equal(Utc.Spans("2024-10-08 00:00/2024-10-09 00:00, 2024-10-09 06:00/2024-10-10 00:00"));
    }

    // New York is an hour ahead of Chicago, and Los Angeles two hours behind it; 09:00 in them is 13:00Z, 14:00Z and 16:00Z.
    [Theory]
    [InlineData("to the west", "America/Los_Angeles", "2024-10-08 14:00/15:00, 2024-10-09 16:00/17:00, 2024-10-10 16:00/17:00")]
    [InlineData("to the east", "America/New_York", "2024-10-08 14:00/15:00, 2024-10-09 13:00/14:00, 2024-10-10 13:00/14:00")]
    public void R19_A_zone_applies_from_its_first_date_on(string label, string zone, string expected)
    {
        ZonesOf("America/Chicago", Week.Of(Daily9), new DatedZone(Date("2024-10-09"), Zone(zone))).OpenWithin("2024-10-08 12:00/2024-10-11 12:00")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("to the west", "America/Los_Angeles", "2024-10-09 03:00/07:00, 2024-10-10 05:00/09:00")]
    [InlineData("to the east", "Europe/Berlin", "2024-10-09 03:00/07:00, 2024-10-09 20:00/2024-10-10 00:00")]
    public void R19_Both_ends_of_a_night_are_resolved_in_the_zone_of_the_date_on_which_it_opens(string label, string zone, string expected)
    {
        ZonesOf("America/Chicago", Week.Of("Tue 22:00-02:00, Wed 22:00-02:00"), new DatedZone(Date("2024-10-09"), Zone(zone)))
            .OpenWithin("2024-10-08 12:00/2024-10-11 12:00").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("to the west: a hole", "America/Los_Angeles", "2024-10-08 12:00/2024-10-09 05:00, 2024-10-09 07:00/12:00")]
    [InlineData("to the east: an overlap, counted once", "Asia/Tokyo", "2024-10-08 12:00/2024-10-09 12:00")]
    public void R19_A_store_that_never_closes_where_its_zone_changes(string label, string zone, string expected)
    {
        ZonesOf("America/Chicago", null, new DatedZone(Date("2024-10-09"), Zone(zone))).OpenWithin("2024-10-08 12:00/2024-10-09 12:00")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    // On 2024-11-03 Chicago goes back from 02:00 to 01:00 at 07:00Z. Phoenix, at UTC−7, has no summer time.
    [Theory]
    [InlineData("from the date of the change on", "2024-11-03", "2024-11-02 06:30/07:30, 2024-11-03 08:30/09:30, 2024-11-04 08:30/09:30")]
    [InlineData("from the date after it on", "2024-11-04", "2024-11-02 06:30/07:30, 2024-11-03 06:30/08:30, 2024-11-04 08:30/09:30")]
    public void R7_R19_A_zone_that_changes_on_the_day_on_which_the_clocks_change(string label, string first, string expected)
    {
        ZonesOf("America/Chicago", Week.Daily("01:30-02:30"), new DatedZone(Date(first), Zone("America/Phoenix")))
            .OpenWithin("2024-11-02 00:00/2024-11-05 00:00").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R19_Before_the_first_dated_zone_the_first_one_applies_where_there_is_no_undated_one()
    {
        var changes = CalendarChanges.Of(zones: [new DatedZone(Date("2024-10-09"), Zone("Asia/Tokyo"))]);

        StoreCalendar.Of(Week.Of(Daily9), null, changes).OpenWithin("2024-10-08 00:00/2024-10-10 00:00")
            .Should().Equal(Utc.Spans("2024-10-08 00:00/01:00, 2024-10-09 00:00/01:00"));
    }

    private static StoreCalendar CalendarOf(WeeklySchedule? week, params DatedWeek[] weeks) =>
        StoreCalendar.Of(week, DateTimeZone.Utc, CalendarChanges.Of(weeks));

    private static StoreCalendar ZonesOf(string zone, WeeklySchedule? week, params DatedZone[] zones) =>
        StoreCalendar.Of(week, Zone(zone), CalendarChanges.Of(zones: zones));
}
