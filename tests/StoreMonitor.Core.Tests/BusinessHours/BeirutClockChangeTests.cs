namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Rule R7 where the clocks change at midnight, in Asia/Beirut: Sunday 2024-03-31 began at 01:00 (22:00Z on the 30th), and on Saturday
/// 2024-10-26 the hour from 23:00 was repeated (at midnight, 21:00Z, the clocks went back).
/// </summary>
public sealed class BeirutClockChangeTests
{
    private const string Beirut = "Asia/Beirut";

    [Theory]
    [InlineData("opening at the skipped midnight", "Sun 00:00-08:00", "2024-03-30 22:00/2024-03-31 05:00")]
    [InlineData("closing at it as 23:59", "Sat 20:00-23:59", "2024-03-30 18:00/22:00")]
    [InlineData("closing at it as 00:00", "Sat 20:00-00:00", "2024-03-30 18:00/22:00")]
    [InlineData("closing at it as 24:00", "Sat 20:00-24:00", "2024-03-30 18:00/22:00")]
    [InlineData("closing in the gap as 24:30", "Sat 22:00-24:30", "2024-03-30 20:00/22:00")]
    [InlineData("closing in the gap, overnight", "Sat 22:00-00:30", "2024-03-30 20:00/22:00")]
    [InlineData("wholly in the gap", "Sun 00:15-00:45", "")]
    [InlineData("the last minute before it", "Sat 23:59-23:59", "2024-03-30 21:59/22:00")]
    [InlineData("both sides of it", "Sat 18:00-23:59:59, Sun 00:00-02:00", "2024-03-30 16:00/23:00")]
    [InlineData("overnight across it", "Sat 18:00-02:00", "2024-03-30 16:00/23:00")]
    [InlineData("a day of 23 hours", "Sun 00:00-23:59:59", "2024-03-30 22:00/2024-03-31 21:00")]
    [InlineData("the day before it", "Sat 00:00-23:59:59", "2024-03-29 22:00/2024-03-30 22:00")]
    public void R7_A_skipped_midnight_is_one_o_clock(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2024-03-28 22:00/2024-04-02 21:00", Beirut).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("both in the repeated hour", "Sat 23:15-23:45", "2024-10-26 20:15/21:45")]
    [InlineData("closing in it", "Sat 20:00-23:30", "2024-10-26 17:00/21:30")]
    [InlineData("closing at its start", "Sat 20:00-23:00", "2024-10-26 17:00/21:00")]
    [InlineData("closing at midnight", "Sat 20:00-23:59", "2024-10-26 17:00/22:00")]
    [InlineData("closing at midnight as 24:00", "Sat 20:00-24:00", "2024-10-26 17:00/22:00")]
    [InlineData("overnight as 24:30", "Sat 23:30-24:30", "2024-10-26 20:30/22:30")]
    [InlineData("overnight from within it", "Sat 23:30-00:30", "2024-10-26 20:30/22:30")]
    [InlineData("opening at midnight", "Sun 00:00-01:00", "2024-10-26 22:00/23:00")]
    [InlineData("both sides of midnight", "Sat 22:00-23:59, Sun 00:00-01:00", "2024-10-26 19:00/23:00")]
    [InlineData("the day before", "Fri 20:00-23:59", "2024-10-25 17:00/21:00")]
    [InlineData("a day of 25 hours", "Sat 00:00-00:00", "2024-10-25 21:00/2024-10-26 22:00")]
    public void R7_The_hour_before_midnight_comes_twice(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2024-10-23 21:00/2024-10-29 22:00", Beirut).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R4_Evenings_around_the_repeated_hour_resolve_on_their_own_dates()
    {
        Week.Daily("20:00-23:59").OpenWithin("2024-10-24 21:00/2024-10-28 22:00", Beirut).Should().Equal(Utc.Spans(
            "2024-10-25 17:00/21:00, 2024-10-26 17:00/22:00, 2024-10-27 18:00/22:00, 2024-10-28 18:00/22:00"));
    }

    [Fact]
    public void R4_Mornings_around_the_skipped_midnight_resolve_on_their_own_dates()
    {
        Week.Daily("00:00-08:00").OpenWithin("2024-03-29 22:00/2024-04-01 21:00", Beirut).Should().Equal(Utc.Spans(
            "2024-03-29 22:00/2024-03-30 06:00, 2024-03-30 22:00/2024-03-31 05:00, 2024-03-31 21:00/2024-04-01 05:00"));
    }
}
