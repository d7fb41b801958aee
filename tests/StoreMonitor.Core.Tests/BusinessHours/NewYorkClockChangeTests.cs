using NodaTime;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Rules R4 and R7 in America/New_York. On Sunday 2026-03-08 the clocks go from 02:00 to 03:00 at 07:00Z; on Sunday 2026-11-01 from
/// 02:00 back to 01:00 at 06:00Z.
/// </summary>
public sealed class NewYorkClockChangeTests
{
    private const string NewYork = "America/New_York";
    private const string March = "2026-03-01 05:00/2026-04-01 04:00";
    private const string November = "2026-11-01 04:00/2026-12-01 05:00";

    [Fact]
    public void R4_A_daily_store_in_March_moves_by_an_hour_on_the_8th()
    {
        var winter = Enumerable.Range(1, 7).Select(day => Utc.Span($"2026-03-{day:00} 14:00/22:00"));
        var summer = Enumerable.Range(8, 24).Select(day => Utc.Span($"2026-03-{day:00} 13:00/21:00"));

        Week.Daily("09:00-17:00").OpenWithin(March, NewYork).Should().Equal(winter.Concat(summer));
    }

    [Fact]
    public void R4_A_daily_store_in_November_is_on_winter_time_from_the_1st()
    {
        var winter = Enumerable.Range(1, 30).Select(day => Utc.Span($"2026-11-{day:00} 14:00/22:00"));

        Week.Daily("09:00-17:00").OpenWithin(November, NewYork).Should().Equal(winter);
    }

    [Theory]
    [InlineData("March", March, 248)]
    [InlineData("November", November, 240)]
    public void R4_The_business_hours_of_a_month_sum_to_whole_days_of_eight(string label, string month, int hours)
    {
        var total = Week.Daily("09:00-17:00").OpenWithin(month, NewYork).Aggregate(Duration.Zero, (sum, open) => sum + open.Duration);

        total.Should().Be(Duration.FromHours(hours), because: label);
    }

    [Fact]
    public void R4_The_last_day_of_October_is_on_summer_time()
    {
        Week.Daily("09:00-17:00").OpenWithin("2026-10-31 04:00/2026-11-02 05:00", NewYork).Should().Equal(
            Utc.Spans("2026-10-31 13:00/21:00, 2026-11-01 14:00/22:00"));
    }

    [Theory]
    [InlineData("closing in the gap", "Sun 01:30-02:30", "2026-03-08 06:30/07:00")]
    [InlineData("opening in the gap", "Sun 02:30-03:30", "2026-03-08 07:00/07:30")]
    [InlineData("wholly in the gap", "Sun 02:01-02:59", "")]
    [InlineData("overnight across it", "Sat 23:00-05:00", "2026-03-08 04:00/09:00")]
    public void R7_A_skipped_local_time_is_the_first_instant_after_the_gap(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2026-03-06 05:00/2026-03-11 04:00", NewYork).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("opening in the overlap", "Sun 01:30-02:30", "2026-11-01 05:30/07:30")]
    [InlineData("closing in the overlap", "Sun 00:30-01:30", "2026-11-01 04:30/06:30")]
    [InlineData("both in it", "Sun 01:01-01:59", "2026-11-01 05:01/06:59")]
    [InlineData("overnight across it", "Sat 23:00-05:00", "2026-11-01 03:00/10:00")]
    public void R7_A_repeated_local_time_opens_at_its_first_and_closes_at_its_second_occurrence(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin("2026-10-30 04:00/2026-11-04 05:00", NewYork).Should().Equal(Utc.Spans(expected), because: label);
    }
}
