using NodaTime;
using StoreMonitor.Core.Reports;

namespace StoreMonitor.Core.Tests.Reports;

public sealed class ReportWindowTests
{
    [Fact]
    public void R15_The_windows_are_an_hour_a_day_and_a_week_in_the_order_of_the_columns()
    {
        ReportWindow.All.Select(window => (window.Name, window.Length)).Should().Equal(
            ("last_hour", Duration.FromHours(1)),
            ("last_day", Duration.FromHours(24)),
            ("last_week", Duration.FromHours(168)));
    }

    [Fact]
    public void A_window_ends_at_the_as_of_instant()
    {
        ReportWindow.LastDay.EndingAt(Utc.At("12:00")).Should().Be(Utc.Span("2024-10-06 12:00/2024-10-07 12:00"));
    }

    [Theory]
    [InlineData("ends before the as-of instant", "09:00/11:00", "09:00/11:00", false)]
    [InlineData("ends at it", "09:00/12:00", "09:00/12:00", false)]
    [InlineData("reaches past it", "09:00/13:00", "09:00/12:00", true)]
    [InlineData("starts after it: empty", "13:00/14:00", "13:00/13:00", true)]
    public void R20_A_window_that_reaches_past_the_as_of_instant_ends_there_and_says_so(string label, string window, string expected, bool isCut)
    {
        var span = Utc.Span(window);
        var chosen = ReportWindow.Between(span.Start, span.End);

        chosen.EndingAt(Utc.At("12:00")).Should().Be(Utc.Span(expected), label);
        chosen.IsCutAt(Utc.At("12:00")).Should().Be(isCut, label);
    }

    [Fact]
    public void R20_A_window_without_an_end_ends_at_the_as_of_instant_and_is_not_cut()
    {
        ReportWindow.Since(Utc.At("09:00")).EndingAt(Utc.At("12:00")).Should().Be(Utc.Span("09:00/12:00"));
        ReportWindow.Since(Utc.At("09:00")).IsCutAt(Utc.At("12:00")).Should().BeFalse();
        ReportWindow.LastDay.IsCutAt(Utc.At("12:00")).Should().BeFalse();
    }

    [Fact]
    public void R20_Windows_are_equal_when_they_are_the_same_range()
    {
        var (from, to) = (Utc.At("09:00"), Utc.At("12:00"));

        ReportWindow.Between(from, to).Should().Be(ReportWindow.Between(from, to));
        ReportWindow.Between(from, to).GetHashCode().Should().Be(ReportWindow.Between(from, to).GetHashCode());
        ReportWindow.Between(from, to).Should().NotBe(ReportWindow.Between(from + Duration.Epsilon, to + Duration.Epsilon));
        ReportWindow.Between(from, to).Should().NotBe(ReportWindow.Since(from));
        ReportWindow.LastDay.Should().NotBe(ReportWindow.LastWeek);
    }
}
