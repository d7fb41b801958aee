using NodaTime;
using StoreMonitor.Core.BusinessHours;
using static StoreMonitor.Core.Tests.Calendar;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rule R17: special hours replace all weekly rows that open on their date. In UTC unless a zone is named; 2024-10-09 is a Wednesday.</summary>
public sealed class SpecialHoursTests
{
    private const string Chicago = "America/Chicago";
    private const string Around = "2024-10-08 00:00/2024-10-11 00:00";

    [Theory]
    [InlineData("other hours", "09:00-17:00", "10:00-12:00", "2024-10-08 09:00/17:00, 2024-10-09 10:00/12:00, 2024-10-10 09:00/17:00")]
    [InlineData("closed", "09:00-17:00", "", "2024-10-08 09:00/17:00, 2024-10-10 09:00/17:00")]
    [InlineData("two rows for one", "09:00-17:00", "08:00-09:00, 20:00-21:00",
        "2024-10-08 09:00/17:00, 2024-10-09 08:00/09:00, 2024-10-09 20:00/21:00, 2024-10-10 09:00/17:00")]
    [InlineData("the night before runs into it", "22:00-02:00", "10:00-12:00",
        "2024-10-08 00:00/02:00, 2024-10-08 22:00/2024-10-09 02:00, 2024-10-09 10:00/12:00, 2024-10-10 22:00/2024-10-11 00:00")]
    [InlineData("the night before runs into a closed date", "22:00-02:00", "",
        "2024-10-08 00:00/02:00, 2024-10-08 22:00/2024-10-09 02:00, 2024-10-10 22:00/2024-10-11 00:00")]
    [InlineData("a special night into the next date", "09:00-17:00", "20:00-03:00",
        "2024-10-08 09:00/17:00, 2024-10-09 20:00/2024-10-10 03:00, 2024-10-10 09:00/17:00")]
    [InlineData("a special night that meets the next opening", "09:00-17:00", "20:00-33:00",
        "2024-10-08 09:00/17:00, 2024-10-09 20:00/2024-10-10 17:00")]
    [InlineData("the same hours as usual", "09:00-17:00", "09:00-17:00", "2024-10-08 09:00/17:00, 2024-10-09 09:00/17:00, 2024-10-10 09:00/17:00")]
    public void R17_Special_hours_replace_the_rows_that_open_on_their_date(string label, string daily, string special, string expected)
    {
        CalendarOf(Week.Daily(daily), "UTC", On("2024-10-09", special)).OpenWithin(Around).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R17_A_store_without_weekly_rows_is_open_around_the_clock_on_every_other_date()
    {
        CalendarOf(null, "UTC", On("2024-10-09", "10:00-12:00")).OpenWithin(Around)
            .Should().Equal(Utc.Spans("2024-10-08 00:00/2024-10-09 00:00, 2024-10-09 10:00/12:00, 2024-10-10 00:00/2024-10-11 00:00"));
    }

    [Fact]
    public void R17_A_store_that_never_closes_but_on_one_date_has_two_intervals_without_an_outer_bound()
    {
        var always = CalendarOf(null, "UTC", SpecialHours.Closed(Date("2024-10-09")));

        var touching = new BusinessTime(always).Touching(Utc.At("2024-10-08 12:00"), Utc.At("2024-10-10 12:00"));

        touching.Should().Be(Core.Intervals.IntervalSet.Always.Subtract(Closed("2024-10-09 00:00/2024-10-10 00:00")));
    }

    [Theory]
    [InlineData("a year later", "2025-10-09 12:00")]
    [InlineData("a year before", "2023-10-09 12:00")]
    public void R17_The_same_as_seen_from_far_away(string label, string at)
    {
        var always = CalendarOf(null, "UTC", SpecialHours.Closed(Date("2024-10-09")));

        var touching = new BusinessTime(always).Touching(Utc.At(at), Utc.At(at) + Duration.FromDays(1));

        touching.Count.Should().Be(1, label);
        touching.Contains(Utc.At("2024-10-08 23:59")).Should().Be(at.StartsWith("2023", StringComparison.Ordinal));
        touching.Contains(Utc.At("2024-10-10 00:00")).Should().Be(at.StartsWith("2025", StringComparison.Ordinal));
        touching.Contains(Utc.At("2024-10-09 12:00")).Should().BeFalse();
    }

    // The clocks of Chicago go forward at 2024-03-10 08:00Z, from 02:00 to 03:00.
    [Theory]
    [InlineData("opening in the gap", "02:30-04:00", "2024-03-10 08:00/09:00")]
    [InlineData("closing in the gap", "01:30-02:30", "2024-03-10 07:30/08:00")]
    [InlineData("wholly in the gap", "02:15-02:45", "")]
    [InlineData("a day of 23 hours", "00:00-24:00", "2024-03-10 06:00/2024-03-11 05:00")]
    [InlineData("across it", "01:00-05:00", "2024-03-10 07:00/10:00")]
    public void R17_R7_Special_hours_on_the_day_on_which_the_clocks_go_forward(string label, string special, string expected)
    {
        CalendarOf(Week.Of("Mon 12:00-13:00"), Chicago, On("2024-03-10", special)).OpenWithin("2024-03-10 00:00/2024-03-11 06:00")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    // The clocks of Chicago go back at 2024-11-03 07:00Z, from 02:00 to 01:00.
    [Theory]
    [InlineData("opening in the overlap", "01:30-02:30", "2024-11-03 06:30/08:30")]
    [InlineData("closing in the overlap", "00:30-01:30", "2024-11-03 05:30/07:30")]
    [InlineData("both in it", "01:15-01:45", "2024-11-03 06:15/07:45")]
    [InlineData("a day of 25 hours", "00:00-24:00", "2024-11-03 05:00/2024-11-04 06:00")]
    [InlineData("two rows that it joins", "00:00-01:15, 01:45-03:00", "2024-11-03 05:00/09:00")]
    public void R17_R7_Special_hours_on_the_day_on_which_the_clocks_go_back(string label, string special, string expected)
    {
        CalendarOf(Week.Of("Mon 12:00-13:00"), Chicago, On("2024-11-03", special)).OpenWithin("2024-11-03 00:00/2024-11-04 07:00")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R17_A_row_of_another_weekday_is_refused()
    {
        var monday = Week.Of("Mon 09:00-12:00");

        FluentActions.Invoking(() => new SpecialHours(Date("2024-10-09"), monday)).Should().Throw<ArgumentException>();
    }

    private static StoreCalendar CalendarOf(WeeklySchedule? week, string zone, SpecialHours special) =>
        StoreCalendar.Of(week, Zone(zone), CalendarChanges.Of(specialHours: [special]));
}
