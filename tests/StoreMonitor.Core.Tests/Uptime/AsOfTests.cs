using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R13: no poll after the as-of instant is used; one exactly at it is.</summary>
public sealed class AsOfTests
{
    private static readonly StoreCase Shift = StoreCase.Open("09:00/12:00").Polled("10:00 active, 11:00 inactive");

    [Theory]
    [InlineData("a microsecond before the poll", "10:59:59.999999", 180)]
    [InlineData("exactly at the poll", "11:00", 120)]
    public void R13_Hold_uses_the_polls_up_to_the_as_of_instant(string label, string asOf, int uptimeMinutes)
    {
        Shift.SeenAt(asOf).Totals("09:00/12:00").UptimeMicroseconds.Should().Be(uptimeMinutes * 60_000_000L, because: label);
    }

    [Theory]
    [InlineData("a microsecond before the poll", "10:59:59.999999", 180)]
    [InlineData("exactly at the poll", "11:00", 90)]
    public void R13_Midpoint_uses_the_polls_up_to_the_as_of_instant(string label, string asOf, int uptimeMinutes)
    {
        Shift.By(Interpolation.Midpoint).SeenAt(asOf).Totals("09:00/12:00").UptimeMicroseconds
            .Should().Be(uptimeMinutes * 60_000_000L, because: label);
    }

    [Theory]
    [InlineData("a microsecond before the poll", "10:59:59.999999", 180)]
    [InlineData("exactly at the poll", "11:00", 90)]
    public void R13_Proportional_uses_the_polls_up_to_the_as_of_instant(string label, string asOf, int uptimeMinutes)
    {
        Shift.By(Interpolation.Proportional).SeenAt(asOf).Totals("09:00/12:00").UptimeMicroseconds
            .Should().Be(uptimeMinutes * 60_000_000L, because: label);
    }

    [Fact]
    public void R13_Without_a_poll_at_or_before_it_all_is_unknown()
    {
        Shift.SeenAt("09:59:59.999999").Totals("09:00/12:00").Should().Be(StoreCase.Minutes(unknown: 180));
    }

    [Theory]
    [InlineData("cut by as-of", "2024-10-07 12:00", "2024-10-06 11:00/2024-10-07 12:00")]
    [InlineData("cut by max carry", "2024-11-01 00:00", "2024-10-06 11:00/2024-10-08 12:00")]
    [InlineData("before all of it", "2024-01-01 00:00", "2024-10-06 11:00/2024-10-06 11:00")]
    public void Reach_goes_max_carry_beyond_the_windows_but_not_beyond_as_of(string label, string asOf, string expected)
    {
        UptimeCalculator.Reach(Utc.At("11:00"), Utc.At("12:00"), Utc.At(asOf), UptimeOptions.Default)
            .Should().Be(Utc.Span(expected), because: label);
    }

    [Theory]
    [InlineData("cut by max carry", "2024-11-01 00:00", "10:00/13:00:00.000001")]
    [InlineData("cut by as-of", "12:30", "10:00/12:30:00.000001")]
    [InlineData("as-of within the windows", "11:30", "10:00/12:00:00.000001")]
    public void Business_time_is_needed_for_the_windows_and_all_polls_in_reach_of_them(string label, string asOf, string expected)
    {
        var options = new UptimeOptions(Interpolation.Hold, Duration.FromHours(1));

        UptimeCalculator.BusinessTimeRange(Utc.At("11:00"), Utc.At("12:00"), Utc.At(asOf), options)
            .Should().Be(Utc.Span(expected), because: label);
    }

    [Fact]
    public void No_windows_have_no_totals()
    {
        UptimeCalculator.Totals(Shift.Polls, StoreTime.Of(Shift.BusinessTime), Shift.AsOf, [], Shift.Options).Should().BeEmpty();
    }
}
