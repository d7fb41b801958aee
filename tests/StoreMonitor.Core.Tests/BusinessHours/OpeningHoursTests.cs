using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rules R5 (end of day) and R6 (overnight), as local dates and times.</summary>
public sealed class OpeningHoursTests
{
    private static readonly LocalDate Monday = new(2024, 10, 7);

    [Theory]
    [InlineData("a second short of R5", "Mon 09:00-23:58:59", "2024-10-07T23:58:59")]
    [InlineData("23:59", "Mon 09:00-23:59", "2024-10-08T00:00:00")]
    [InlineData("23:59:59", "Mon 09:00-23:59:59", "2024-10-08T00:00:00")]
    [InlineData("the last fraction of a second", "Mon 09:00-23:59:59.999", "2024-10-08T00:00:00")]
    [InlineData("the last minute: R5 before R6", "Mon 23:59-23:59", "2024-10-08T00:00:00")]
    [InlineData("closing before opening in the last minute", "Mon 23:59:30-23:59:10", "2024-10-08T00:00:00")]
    public void R5_A_closing_at_23_59_or_later_is_midnight_at_the_end_of_the_date(string label, string row, string expected)
    {
        Closing(row).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("after opening", "Mon 09:00-09:00:01", "2024-10-07T09:00:01")]
    [InlineData("at opening, a whole day", "Mon 09:00-09:00", "2024-10-08T09:00:00")]
    [InlineData("before opening", "Mon 22:00-06:00", "2024-10-08T06:00:00")]
    [InlineData("midnight", "Mon 09:00-00:00", "2024-10-08T00:00:00")]
    [InlineData("midnight to midnight", "Mon 00:00-00:00", "2024-10-08T00:00:00")]
    [InlineData("opening in the last minute", "Mon 23:59-23:58", "2024-10-08T23:58:00")]
    public void R6_A_closing_at_or_before_the_opening_is_on_the_next_date(string label, string row, string expected)
    {
        Closing(row).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("Mon 22:00-06:00", true, false)]
    [InlineData("Mon 09:00-09:00", true, false)]
    [InlineData("Mon 09:00-17:00", false, false)]
    [InlineData("Mon 09:00-23:59", false, true)]
    [InlineData("Mon 23:59-23:59", false, true)]
    public void A_row_is_overnight_or_ends_with_the_day_or_neither(string row, bool isOvernight, bool closesAtEndOfDay)
    {
        Week.Row(row).IsOvernight.Should().Be(isOvernight);
        Week.Row(row).ClosesAtEndOfDay.Should().Be(closesAtEndOfDay);
    }

    [Fact]
    public void A_row_opens_on_the_date_at_its_opening_time()
    {
        Week.Row("Mon 22:00-06:00").OpensAtMicrosecond.Should().Be(22 * 3_600_000_000L);
    }

    private static string Closing(string row) =>
        LocalDateTimePattern.GeneralIso.Format(Monday.AtMidnight().PlusTicks(10 * Week.Row(row).ClosesAtMicrosecond));
}
