using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

public sealed class WeeklyScheduleTests
{
    [Fact]
    public void Schedules_are_equal_when_their_rows_are_in_any_order_and_number()
    {
        var schedule = Week.Of("Mon 09:00-12:00, Tue 13:00-17:00, Tue 09:00-12:00");
        var shuffled = Week.Of("Tue 09:00-12:00, Mon 09:00-12:00, Tue 13:00-17:00, Mon 09:00-12:00");

        schedule.Should().Be(shuffled);
        schedule.GetHashCode().Should().Be(shuffled.GetHashCode());
    }

    [Theory]
    [InlineData("another day", "Tue 09:00-12:00")]
    [InlineData("another opening", "Mon 09:01-12:00")]
    [InlineData("another closing", "Mon 09:00-12:01")]
    [InlineData("the same closing on the next date", "Mon 12:00-36:00")]
    [InlineData("a row more", "Mon 09:00-12:00, Tue 09:00-12:00")]
    public void Schedules_with_other_rows_differ(string label, string rows)
    {
        Week.Of("Mon 09:00-12:00").Equals(Week.Of(rows)).Should().BeFalse(label);
    }

    [Fact]
    public void Rows_come_from_Monday_to_Sunday_and_by_opening_time()
    {
        var schedule = Week.Of("Sun 09:00-12:00, Mon 13:00-17:00, Mon 09:00-12:00");

        schedule.Rows.Should().Equal(Week.Row("Mon 09:00-12:00"), Week.Row("Mon 13:00-17:00"), Week.Row("Sun 09:00-12:00"));
    }

    [Fact]
    public void OpeningOn_answers_by_the_weekday_of_the_date()
    {
        var schedule = Week.Of("Mon 09:00-12:00, Mon 13:00-17:00, Sun 10:00-11:00");

        schedule.OpeningOn(new LocalDate(2024, 10, 7)).ToArray().Should().Equal(Week.Row("Mon 09:00-12:00"), Week.Row("Mon 13:00-17:00"));
        schedule.OpeningOn(new LocalDate(2024, 10, 8)).ToArray().Should().BeEmpty();
        schedule.OpeningOn(new LocalDate(2024, 10, 13)).ToArray().Should().Equal(Week.Row("Sun 10:00-11:00"));
    }

    [Fact]
    public void A_row_without_a_weekday_throws()
    {
        var act = () => WeeklySchedule.Of(new OpeningHours(IsoDayOfWeek.None, LocalTime.Midnight, LocalTime.Noon));

        act.Should().Throw<ArgumentException>().WithParameterName("rows");
    }

    [Theory]
    [InlineData("00:00-00:00", "midnight to midnight")]
    [InlineData("00:00-23:59", "to the end of the day")]
    [InlineData("09:00-09:00", "a whole day from any time")]
    [InlineData("18:00-18:00", "a whole day into Monday")]
    [InlineData("00:00-24:00", "to 24:00")]
    [InlineData("09:00-33:00", "a whole day written past 24:00")]
    public void Days_without_a_hole_are_always_open(string hours, string label)
    {
        Week.Daily(hours).IsAlwaysOpen.Should().BeTrue(label);
    }

    [Theory]
    [InlineData("00:00-23:58:59", "an end before the end of the day")]
    [InlineData("00:01-23:59", "a start a minute late")]
    [InlineData("09:00-08:59", "a minute missing")]
    [InlineData("09:00-32:59", "a minute missing past 24:00")]
    [InlineData("09:00-17:00", "hours by day")]
    public void Days_with_a_hole_are_not_always_open(string hours, string label)
    {
        Week.Daily(hours).IsAlwaysOpen.Should().BeFalse(label);
    }

    [Theory]
    [InlineData("no Sunday", "00:00-23:59", null, false)]
    [InlineData("Sunday ends a minute early", "00:00-23:59", "00:00-23:58", false)]
    [InlineData("Sunday starts a minute late", "00:00-23:59", "00:01-23:59", false)]
    [InlineData("Sunday's night reaches Monday's opening", "06:00-06:00", "06:00-06:00", true)]
    [InlineData("Sunday's night ends a minute early", "06:00-06:00", "06:00-05:59", false)]
    [InlineData("Sunday in overlapping rows", "00:00-23:59", "00:00-12:00, Sun 11:00-00:00", true)]
    [InlineData("Sunday in rows with a hole", "00:00-23:59", "00:00-12:00, Sun 12:01-00:00", false)]
    public void The_whole_week_decides_whether_a_store_is_always_open(string label, string daily, string? sunday, bool expected)
    {
        var sundayRows = sunday is null ? [] : Week.Of($"Sun {sunday}").Rows;
        var rows = Week.Daily(daily).Rows.Where(row => row.Day != IsoDayOfWeek.Sunday).Concat(sundayRows);

        WeeklySchedule.Of(rows).IsAlwaysOpen.Should().Be(expected, because: label);
    }

    [Fact]
    public void Never_has_no_rows_and_is_not_always_open()
    {
        WeeklySchedule.Never.Rows.Should().BeEmpty();
        WeeklySchedule.Never.IsAlwaysOpen.Should().BeFalse();
    }
}
