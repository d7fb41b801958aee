using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using static StoreMonitor.Core.Tests.Calendar;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rule R18: planned closures are taken out of business time and shown apart. In UTC, open 09:00–17:00 every day.</summary>
public sealed class ClosureTests
{
    [Theory]
    [InlineData("within an interval: it becomes two", "11:00/12:00", "09:00/11:00, 12:00/17:00", "11:00/12:00")]
    [InlineData("over its start", "08:00/10:00", "10:00/17:00", "09:00/10:00")]
    [InlineData("over its end", "16:00/20:00", "09:00/16:00", "16:00/17:00")]
    [InlineData("over all of it", "2024-10-06 18:00/2024-10-07 18:00", "", "09:00/17:00")]
    [InlineData("outside the hours", "18:00/20:00", "09:00/17:00", "")]
    [InlineData("overlapping ones count once", "10:00/12:00, 11:00/13:00", "09:00/10:00, 13:00/17:00", "10:00/13:00")]
    [InlineData("touching ones", "10:00/11:00, 11:00/12:00", "09:00/10:00, 12:00/17:00", "10:00/12:00")]
    [InlineData("two apart", "10:00/11:00, 12:00/13:00", "09:00/10:00, 11:00/12:00, 13:00/17:00", "10:00/11:00, 12:00/13:00")]
    public void R18_A_closure_is_taken_out_of_business_time_and_is_planned_time(string label, string closures, string business, string planned)
    {
        var time = Around(Week.Daily("09:00-17:00"), closures, "00:00/2024-10-08 00:00");

        time.BusinessTime.Intervals.Should().Equal(Utc.Spans(business), because: label);
        time.PlannedTime.Intervals.Should().Equal(Utc.Spans(planned), because: label);
    }

    [Fact]
    public void R18_Only_intervals_that_touch_the_range_are_given_and_they_come_whole()
    {
        var time = Around(Week.Daily("09:00-17:00"), "10:00/11:00, 12:00/13:00, 14:00/15:00", "12:30/13:30");

        time.BusinessTime.Intervals.Should().Equal(Utc.Spans("13:00/14:00"));
        time.PlannedTime.Intervals.Should().Equal(Utc.Spans("12:00/13:00"));
    }

    [Fact]
    public void R18_A_store_that_never_closes_has_intervals_without_an_outer_bound_around_its_closure()
    {
        var time = Around(WeeklySchedule.Always, "10:00/11:00", "09:00/12:00");

        time.BusinessTime.Should().Be(IntervalSet.Always.Subtract(Closed("10:00/11:00")));
        time.PlannedTime.Should().Be(Closed("10:00/11:00"));
    }

    [Fact]
    public void R17_R18_Planned_time_lies_within_special_hours()
    {
        var changes = CalendarChanges.Of(specialHours: [On("2024-10-07", "20:00-23:00")], closures: Closed("12:00/21:00"));
        var range = Utc.Span("00:00/2024-10-08 00:00");

        var time = new BusinessTime(StoreCalendar.Of(Week.Daily("09:00-17:00"), Zone("UTC"), changes)).Around(range.Start, range.End);

        time.BusinessTime.Intervals.Should().Equal(Utc.Spans("21:00/23:00"));
        time.PlannedTime.Intervals.Should().Equal(Utc.Spans("20:00/21:00"));
    }

    private static StoreTime Around(WeeklySchedule week, string closures, string range)
    {
        var span = Utc.Span(range);
        var calendar = StoreCalendar.Of(week, Zone("UTC"), CalendarChanges.Of(closures: Closed(closures)));
        return new BusinessTime(calendar).Around(span.Start, span.End);
    }
}
