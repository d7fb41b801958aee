using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R18: planned time is no business time. The store is open 09:00–12:00 and closed as planned 10:00–11:00.</summary>
public sealed class PlannedTimeTests
{
    [Fact]
    public void R18_Planned_time_is_neither_uptime_nor_downtime_nor_unknown()
    {
        Totals("09:30 active, 11:30 inactive", "09:00/12:00").Should().Be(StoreCase.Minutes(up: 60, down: 60) with { PlannedMicroseconds = Hour });
    }

    [Fact]
    public void R18_A_closure_splits_a_business_interval_in_two_so_that_nothing_is_uncertain_across_it()
    {
        Totals("09:30 active, 11:30 inactive", "09:00/12:00").UncertainMicroseconds.Should().Be(0);
        Totals("09:30 active, 11:30 inactive", "09:00/12:00", closures: "").UncertainMicroseconds.Should().Be(2 * Hour);
    }

    [Theory]
    [InlineData("within it", "10:30 inactive")]
    [InlineData("at its start", "10:00 inactive")]
    [InlineData("in its last microsecond", "10:59:59.999999 inactive")]
    public void R18_A_poll_in_a_closure_is_not_counted(string label, string poll)
    {
        Totals(poll, "09:00/12:00").Should().Be(StoreCase.Minutes(unknown: 120) with { PlannedMicroseconds = Hour }, label);
    }

    [Fact]
    public void R18_A_poll_at_the_end_of_a_closure_is_counted()
    {
        Totals("11:00 active", "11:00/12:00").UptimeMicroseconds.Should().Be(Hour);
    }

    [Fact]
    public void R11a_Time_after_a_closure_without_a_poll_is_carried()
    {
        Totals("09:30 active", "09:00/12:00").Should().Be(StoreCase.Minutes(up: 120, carried: 60) with { PlannedMicroseconds = Hour });
    }

    [Theory]
    [InlineData("the window starts in it", "10:15/12:00", 45)]
    [InlineData("the window ends in it", "09:00/10:15", 15)]
    [InlineData("the window lies in it", "10:15/10:30", 15)]
    [InlineData("the window lies apart from it", "11:00/12:00", 0)]
    public void R18_Planned_time_is_that_within_the_window(string label, string window, int minutes)
    {
        Totals("09:30 active", window).PlannedMicroseconds.Should().Be(minutes * Hour / 60, label);
    }

    [Fact]
    public void R18_Without_a_closure_nothing_is_planned() =>
        RandomStore.Weekly.Sample(store => store.Totals().All(totals => totals.PlannedMicroseconds == 0), iter: 500);

    private const long Hour = 60 * 60 * 1_000_000L;

    private static UptimeTotals Totals(string polls, string window, string closures = "10:00/11:00")
    {
        var hours = IntervalSet.Of(Utc.Spans("09:00/12:00"));
        var closed = Calendar.Closed(closures);
        var store = StoreCase.Open("09:00/12:00").Polled(polls);
        return UptimeCalculator.Totals(
            store.Polls, new StoreTime(hours.Subtract(closed), hours.Intersect(closed)), Instant.MaxValue, [Utc.Span(window)], store.Options)[0];
    }
}
