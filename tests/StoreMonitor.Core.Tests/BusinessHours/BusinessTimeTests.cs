using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rules R4, R5 and R6 as sets of instants, in a zone without clock changes.</summary>
public sealed class BusinessTimeTests
{
    private const string AWeek = "2024-10-07 00:00/2024-10-14 00:00";

    [Theory]
    [InlineData("one row", "Mon 09:00-12:00", "2024-10-07 09:00/12:00")]
    [InlineData("split", "Mon 09:00-12:00, Mon 13:00-17:00", "2024-10-07 09:00/12:00, 2024-10-07 13:00/17:00")]
    [InlineData("touching", "Mon 09:00-12:00, Mon 12:00-17:00", "2024-10-07 09:00/17:00")]
    [InlineData("overlapping", "Mon 09:00-14:00, Mon 12:00-17:00", "2024-10-07 09:00/17:00")]
    [InlineData("nested", "Mon 09:00-17:00, Mon 12:00-13:00", "2024-10-07 09:00/17:00")]
    [InlineData("twice", "Mon 09:00-12:00, Mon 09:00-12:00", "2024-10-07 09:00/12:00")]
    public void R4_One_interval_per_date_and_row_merged_where_they_meet(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AWeek, "UTC").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R4_Every_week_has_its_own_interval()
    {
        Week.Of("Mon 09:00-12:00").OpenWithin("2024-09-30 00:00/2024-10-21 00:00", "UTC").Should().Equal(
            Utc.Spans("2024-09-30 09:00/12:00, 2024-10-07 09:00/12:00, 2024-10-14 09:00/12:00"));
    }

    [Theory]
    [InlineData("23:58:59", "Mon 22:00-23:58:59", "2024-10-07 22:00/23:58:59")]
    [InlineData("23:59:00", "Mon 22:00-23:59", "2024-10-07 22:00/2024-10-08 00:00")]
    [InlineData("23:59:59", "Mon 22:00-23:59:59", "2024-10-07 22:00/2024-10-08 00:00")]
    [InlineData("the last minute", "Mon 23:59-23:59", "2024-10-07 23:59/2024-10-08 00:00")]
    [InlineData("on into the next day", "Mon 22:00-23:59:59, Tue 00:00-01:00", "2024-10-07 22:00/2024-10-08 01:00")]
    [InlineData("a whole day and on", "Mon 00:00-23:59:59, Tue 00:00-01:00", "2024-10-07 00:00/2024-10-08 01:00")]
    [InlineData("not into the next day", "Mon 22:00-23:58:59, Tue 00:00-01:00", "2024-10-07 22:00/23:58:59, 2024-10-08 00:00/01:00")]
    public void R5_A_closing_at_23_59_or_later_reaches_midnight(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AWeek, "UTC").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R5_A_week_of_days_to_23_59_59_is_one_interval_of_168_hours()
    {
        Week.Daily("00:00-23:59:59").OpenWithin(AWeek, "UTC").Should().Equal(Utc.Span(AWeek));
    }

    [Theory]
    [InlineData("overnight", "Mon 22:00-06:00", "2024-10-07 22:00/2024-10-08 06:00")]
    [InlineData("a whole day", "Mon 09:00-09:00", "2024-10-07 09:00/2024-10-08 09:00")]
    [InlineData("to midnight", "Mon 22:00-00:00", "2024-10-07 22:00/2024-10-08 00:00")]
    [InlineData("two nights that touch", "Mon 22:00-22:00, Tue 22:00-06:00", "2024-10-07 22:00/2024-10-09 06:00")]
    public void R6_A_night_belongs_to_the_weekday_on_which_it_opens(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AWeek, "UTC").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("24:00", "Mon 22:00-24:00", "2024-10-07 22:00/2024-10-08 00:00")]
    [InlineData("24:00 and on", "Mon 22:00-24:00, Tue 00:00-01:00", "2024-10-07 22:00/2024-10-08 01:00")]
    [InlineData("26:00", "Mon 18:00-26:00", "2024-10-07 18:00/2024-10-08 02:00")]
    [InlineData("a row in the night of another", "Mon 18:00-26:00, Tue 01:00-03:00", "2024-10-07 18:00/2024-10-08 03:00")]
    [InlineData("24 hours", "Mon 18:00-42:00", "2024-10-07 18:00/2024-10-08 18:00")]
    [InlineData("the latest", "Mon 23:59-47:59", "2024-10-07 23:59/2024-10-08 23:59")]
    public void R5_A_closing_past_24_00_is_on_the_next_date(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AWeek, "UTC").Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R6_The_night_of_the_day_before_reaches_into_the_range()
    {
        Week.Of("Sun 22:00-06:00").OpenWithin("2024-10-07 03:00/2024-10-13 23:00", "UTC").Should().Equal(
            Utc.Spans("2024-10-07 03:00/06:00, 2024-10-13 22:00/23:00"));
    }

    [Fact]
    public void Business_time_far_east_and_west_of_Greenwich_is_on_the_local_date()
    {
        Week.Of("Mon 01:00-02:00").OpenWithin("2024-10-06 00:00/2024-10-09 00:00", "Pacific/Kiritimati")
            .Should().Equal(Utc.Spans("2024-10-06 11:00/12:00"));
        Week.Of("Mon 22:00-23:00").OpenWithin("2024-10-06 00:00/2024-10-09 00:00", "Pacific/Pago_Pago")
            .Should().Equal(Utc.Spans("2024-10-08 09:00/10:00"));
    }

    [Fact]
    public void A_store_that_never_opens_has_no_business_time()
    {
        WeeklySchedule.Never.OpenWithin(AWeek, "UTC").Should().BeEmpty();
    }

    [Theory]
    [InlineData("09:00", "09:00")]
    [InlineData("09:00", "08:00")]
    public void A_range_that_does_not_end_after_its_start_throws(string start, string end)
    {
        var businessTime = new BusinessTime(Week.Daily("09:00-17:00"), DateTimeZone.Utc);

        var act = () => businessTime.Touching(Utc.At(start), Utc.At(end));

        act.Should().Throw<ArgumentException>().WithParameterName("to");
    }
}
