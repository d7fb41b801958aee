using CsCheck;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.BusinessHours;

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
    [InlineData("24:00", "Mon 09:00-24:00", "2024-10-08T00:00:00")]
    [InlineData("24:00 all day", "Mon 00:00-24:00", "2024-10-08T00:00:00")]
    [InlineData("24:00 from the last minute", "Mon 23:59-24:00", "2024-10-08T00:00:00")]
    public void R5_A_closing_at_23_59_or_later_is_midnight_at_the_end_of_the_date(string label, string row, string expected)
    {
        Closing(row).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("a second past", "Mon 09:00-24:00:01", "2024-10-08T00:00:01")]
    [InlineData("24:01", "Mon 09:00-24:01", "2024-10-08T00:01:00")]
    [InlineData("26:00", "Mon 18:00-26:00", "2024-10-08T02:00:00")]
    [InlineData("24 hours after the opening", "Mon 18:00-42:00", "2024-10-08T18:00:00")]
    [InlineData("47:59 is not midnight", "Mon 23:59-47:59", "2024-10-08T23:59:00")]
    [InlineData("the latest of all", "Mon 23:59:59-47:59:59", "2024-10-08T23:59:59")]
    public void R5_A_closing_from_24_01_to_47_59_is_that_time_on_the_next_date(string label, string row, string expected)
    {
        Closing(row).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("the same as R6 reads 02:00", "18:00", "26:00", true)]
    [InlineData("24 hours", "09:00", "33:00", true)]
    [InlineData("a second more", "09:00", "33:00:01", false)]
    [InlineData("24:00 of any opening", "00:00", "24:00", true)]
    [InlineData("24:01 of midnight", "00:00", "24:01", false)]
    [InlineData("before the opening: overnight", "09:00", "08:00", true)]
    [InlineData("the latest", "23:59:59", "47:59:59", true)]
    [InlineData("48:00", "23:59:59", "48:00", false)]
    [InlineData("an opening at 24:00", "24:00", "25:00", false)]
    public void R5_A_closing_is_at_most_24_hours_after_its_opening(string label, string opens, string closes, bool expected)
    {
        OpeningHours.CanClose(SecondOf(opens), SecondOf(closes)).Should().Be(expected, label);
    }

    [Fact]
    public void R5_A_row_is_made_of_the_seconds_that_were_written_and_has_them() =>
        Gen.Select(Gen.Int[0, 86_399], Gen.Int[0, OpeningHours.LatestClosingSecond]).Where((opens, closes) => OpeningHours.CanClose(opens, closes))
            .Sample((opens, closes) =>
            {
                var row = OpeningHours.Written(IsoDayOfWeek.Friday, opens, closes);

                (row.OpensAtSecond, row.ClosesAtSecond).Should().Be((opens, closes));
                (row.ClosesAtMicrosecond - row.OpensAtMicrosecond).Should().BeInRange(1, 86_400_000_000);
            });

    [Fact]
    public void A_closing_that_cannot_be_throws()
    {
        var act = () => OpeningHours.Written(IsoDayOfWeek.Friday, 0, 90_000);

        act.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("closesAtSecond");
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
    [InlineData("Mon 09:00-24:00", false, true)]
    [InlineData("Mon 09:00-26:00", true, false)]
    [InlineData("Mon 23:59-47:59", true, false)]
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

    private static int SecondOf(string time)
    {
        var parts = time.Split(':').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return (parts[0] * 3600) + (parts[1] * 60) + (parts.Length > 2 ? parts[2] : 0);
    }

    private static string Closing(string row) =>
        LocalDateTimePattern.GeneralIso.Format(Monday.AtMidnight().PlusTicks(10 * Week.Row(row).ClosesAtMicrosecond));
}
