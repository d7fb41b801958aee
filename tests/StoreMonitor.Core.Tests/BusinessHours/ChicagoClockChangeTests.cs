namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Rule R7 in America/Chicago. On Sunday 2024-03-10 the clocks went from 02:00 to 03:00 at 08:00Z; on Sunday 2024-11-03 from 02:00
/// back to 01:00 at 07:00Z.
/// </summary>
public sealed class ChicagoClockChangeTests
{
    private const string Chicago = "America/Chicago";
    private const string AroundTheGap = "2024-03-07 06:00/2024-03-13 05:00";
    private const string AroundTheOverlap = "2024-10-31 05:00/2024-11-06 06:00";

    [Theory]
    [InlineData("closing in the gap", "Sun 01:30-02:30", "2024-03-10 07:30/08:00")]
    [InlineData("opening in the gap", "Sun 02:30-04:00", "2024-03-10 08:00/09:00")]
    [InlineData("wholly in the gap", "Sun 02:15-02:45", "")]
    [InlineData("closing in the gap, written past 24:00", "Sat 20:00-26:30", "2024-03-10 02:00/08:00")]
    [InlineData("closing after it, written past 24:00", "Sat 20:00-27:00", "2024-03-10 02:00/08:00")]
    [InlineData("the whole gap", "Sun 02:00-03:00", "")]
    [InlineData("a split that the gap joins", "Sun 01:00-02:15, Sun 02:45-04:00", "2024-03-10 07:00/09:00")]
    [InlineData("closing where the gap starts", "Sun 01:00-02:00", "2024-03-10 07:00/08:00")]
    [InlineData("opening where the gap ends", "Sun 03:00-04:00", "2024-03-10 08:00/09:00")]
    [InlineData("overnight across it", "Sat 22:00-03:00", "2024-03-10 04:00/08:00")]
    [InlineData("overnight into it", "Sat 22:00-02:30", "2024-03-10 04:00/08:00")]
    [InlineData("a night that opens after it", "Sun 22:00-03:00", "2024-03-11 03:00/08:00")]
    [InlineData("a day of 23 hours", "Sun 00:00-00:00", "2024-03-10 06:00/2024-03-11 05:00")]
    [InlineData("the same to 23:59", "Sun 00:00-23:59", "2024-03-10 06:00/2024-03-11 05:00")]
    [InlineData("a whole day from within it", "Sun 02:30-02:30", "2024-03-10 08:00/2024-03-11 07:30")]
    [InlineData("a whole day into it", "Sat 02:30-02:30", "2024-03-09 08:30/2024-03-10 08:00")]
    public void R7_A_skipped_local_time_is_the_first_instant_after_the_gap(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AroundTheGap, Chicago).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Theory]
    [InlineData("opening in the overlap", "Sun 01:30-02:30", "2024-11-03 06:30/08:30")]
    [InlineData("closing in the overlap", "Sun 00:30-01:30", "2024-11-03 05:30/07:30")]
    [InlineData("both in it", "Sun 01:15-01:45", "2024-11-03 06:15/07:45")]
    [InlineData("the whole overlap", "Sun 01:00-02:00", "2024-11-03 06:00/08:00")]
    [InlineData("closing where it starts", "Sun 00:00-01:00", "2024-11-03 05:00/07:00")]
    [InlineData("opening where it ends", "Sun 02:00-03:00", "2024-11-03 08:00/09:00")]
    [InlineData("a split that the overlap joins", "Sun 00:00-01:15, Sun 01:45-03:00", "2024-11-03 05:00/09:00")]
    [InlineData("overnight across it", "Sat 22:00-03:00", "2024-11-03 03:00/09:00")]
    [InlineData("overnight into it", "Sat 22:00-01:30", "2024-11-03 03:00/07:30")]
    [InlineData("a night that opens after it", "Sun 22:00-03:00", "2024-11-04 04:00/09:00")]
    [InlineData("a day of 25 hours", "Sun 00:00-00:00", "2024-11-03 05:00/2024-11-04 06:00")]
    [InlineData("the same to 23:59", "Sun 00:00-23:59", "2024-11-03 05:00/2024-11-04 06:00")]
    [InlineData("a whole day from within it", "Sun 01:30-01:30", "2024-11-03 06:30/2024-11-04 07:30")]
    [InlineData("a whole day into it", "Sat 01:30-01:30", "2024-11-02 06:30/2024-11-03 07:30")]
    public void R7_A_repeated_local_time_opens_at_its_first_and_closes_at_its_second_occurrence(string label, string rows, string expected)
    {
        Week.Of(rows).OpenWithin(AroundTheOverlap, Chicago).Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void R4_Every_date_around_the_gap_resolves_its_own_ends()
    {
        Week.Daily("01:30-02:30").OpenWithin(AroundTheGap, Chicago).Should().Equal(Utc.Spans(
            "2024-03-07 07:30/08:30, 2024-03-08 07:30/08:30, 2024-03-09 07:30/08:30, 2024-03-10 07:30/08:00, " +
            "2024-03-11 06:30/07:30, 2024-03-12 06:30/07:30"));
    }

    [Fact]
    public void R4_Every_date_around_the_overlap_resolves_its_own_ends()
    {
        Week.Daily("01:30-02:30").OpenWithin(AroundTheOverlap, Chicago).Should().Equal(Utc.Spans(
            "2024-10-31 06:30/07:30, 2024-11-01 06:30/07:30, 2024-11-02 06:30/07:30, 2024-11-03 06:30/08:30, " +
            "2024-11-04 07:30/08:30, 2024-11-05 07:30/08:30"));
    }
}
