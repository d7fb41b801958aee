using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rules R4 and R7 where the clocks change by half an hour, by a whole day, or never.</summary>
public sealed class OtherClockChangeTests
{
    // Sunday 2024-04-07: from 02:00 (+11:00) back to 01:30 (+10:30) at 15:00Z on the 6th.
    [Theory]
    [InlineData("opening in the overlap", "Sun 01:45-02:15", "2024-04-06 14:45/15:45")]
    [InlineData("closing in it", "Sun 01:00-01:45", "2024-04-06 14:00/15:15")]
    [InlineData("both in it", "Sun 01:30-01:45", "2024-04-06 14:30/15:15")]
    [InlineData("a time an hour before, that comes once", "Sun 01:00-01:15", "2024-04-06 14:00/14:15")]
    [InlineData("the day of 24.5 hours", "Sun 00:00-23:59", "2024-04-06 13:00/2024-04-07 13:30")]
    [InlineData("overnight across it", "Sat 22:00-03:00", "2024-04-06 11:00/16:30")]
    public void R7_Lord_Howe_repeats_half_an_hour(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2024-04-04 13:00/2024-04-10 13:30", "Australia/Lord_Howe")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    // Sunday 2024-10-06: from 02:00 (+10:30) to 02:30 (+11:00) at 15:30Z on the 5th.
    [Theory]
    [InlineData("closing in the gap", "Sun 01:45-02:15", "2024-10-05 15:15/15:30")]
    [InlineData("opening in it", "Sun 02:10-03:00", "2024-10-05 15:30/16:00")]
    [InlineData("wholly in it", "Sun 02:05-02:25", "")]
    [InlineData("after half an hour, that is not skipped", "Sun 02:30-02:45", "2024-10-05 15:30/15:45")]
    [InlineData("the day of 23.5 hours", "Sun 00:00-23:59", "2024-10-05 13:30/2024-10-06 13:00")]
    [InlineData("before and after", "Sat 09:00-17:00, Sun 09:00-17:00", "2024-10-04 22:30/2024-10-05 06:30, 2024-10-05 22:00/2024-10-06 06:00")]
    public void R7_Lord_Howe_skips_half_an_hour(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2024-10-03 13:30/2024-10-09 13:00", "Australia/Lord_Howe")
            .Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("Pacific/Honolulu", "2024-03-09 11:30/12:30, 2024-03-10 11:30/12:30, 2024-03-11 11:30/12:30")]
    [InlineData("America/Phoenix", "2024-03-09 08:30/09:30, 2024-03-10 08:30/09:30, 2024-03-11 08:30/09:30")]
    public void R4_Zones_without_a_change_have_none_in_March(string zone, string expected)
    {
        Week.Daily("01:30-02:30").OpenWithin("2024-03-09 00:00/2024-03-12 00:00", zone).Should().Equal(Utc.Spans(expected));
    }

    [Theory]
    [InlineData("Pacific/Honolulu", "2024-11-02 11:30/12:30, 2024-11-03 11:30/12:30, 2024-11-04 11:30/12:30")]
    [InlineData("America/Phoenix", "2024-11-02 08:30/09:30, 2024-11-03 08:30/09:30, 2024-11-04 08:30/09:30")]
    public void R4_Zones_without_a_change_have_none_in_November(string zone, string expected)
    {
        Week.Daily("01:30-02:30").OpenWithin("2024-11-02 00:00/2024-11-05 00:00", zone).Should().Equal(Utc.Spans(expected));
    }

    // Samoa went from Thursday 2011-12-29 (-10:00) to Saturday 2011-12-31 (+14:00) at 10:00Z on the 30th.
    [Theory]
    [InlineData("hours by day", "Fri 09:00-17:00", "")]
    [InlineData("the whole day", "Fri 00:00-23:59", "")]
    [InlineData("the night into it", "Thu 22:00-06:00", "2011-12-30 08:00/10:00")]
    [InlineData("the night out of it", "Fri 22:00-06:00", "2011-12-30 10:00/16:00")]
    [InlineData("the day before", "Thu 09:00-17:00", "2011-12-29 19:00/2011-12-30 03:00")]
    [InlineData("the day after", "Sat 09:00-17:00", "2011-12-30 19:00/2011-12-31 03:00")]
    [InlineData("the evening before and the morning after", "Thu 20:00-23:59, Sat 00:00-04:00", "2011-12-30 06:00/14:00")]
    [InlineData("the whole day as a bridge", "Thu 20:00-23:59, Fri 00:00-23:59, Sat 00:00-04:00", "2011-12-30 06:00/14:00")]
    public void R7_Apia_skipped_a_whole_date(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2011-12-27 10:00/2012-01-02 10:00", "Pacific/Apia").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("America/Chicago", "2024-03-01 00:00/2024-12-01 00:00")]
    [InlineData("Asia/Beirut", "2024-03-01 00:00/2024-12-01 00:00")]
    [InlineData("Australia/Lord_Howe", "2024-03-01 00:00/2024-12-01 00:00")]
    [InlineData("Pacific/Apia", "2011-09-01 00:00/2012-06-01 00:00")]
    public void R2_A_store_open_around_the_clock_has_no_break_at_any_change(string zone, string span)
    {
        WeeklySchedule.Always.OpenWithin(span, zone).Should().Equal(Utc.Span(span));
    }
}
