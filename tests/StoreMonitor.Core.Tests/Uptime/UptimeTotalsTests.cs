using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rules R12 and R16: the parts, their sums, and the shares they make.</summary>
public sealed class UptimeTotalsTests
{
    [Fact]
    public void R12_Business_time_is_the_three_parts_together()
    {
        var totals = new UptimeTotals(1, 20, 300, 4_000, 50_000, 600_000, 7_000_000);

        totals.BusinessTimeMicroseconds.Should().Be(321);
        totals.KnownMicroseconds.Should().Be(21);
    }

    [Fact]
    public void R16_Totals_add_part_by_part()
    {
        var sum = new UptimeTotals(1, 2, 3, 4, 5, 6, 7) + new UptimeTotals(10, 20, 30, 40, 50, 60, 70);

        sum.Should().Be(new UptimeTotals(11, 22, 33, 44, 55, 66, 77));
        UptimeTotals.Add(new(1, 2, 3, 4, 5, 6, 7), new(10, 20, 30, 40, 50, 60, 70)).Should().Be(sum);
    }

    [Fact]
    public void R16_The_availability_of_a_group_is_of_its_seconds_not_of_its_percentages()
    {
        var group = new UptimeTotals(100, 0, 0) + new UptimeTotals(0, 300, 0);

        group.Availability!.Value.ToPercent().Should().Be("25.00 %");
    }

    [Fact]
    public void R16_A_sum_too_long_for_64_bits_throws()
    {
        var act = () => new UptimeTotals(long.MaxValue, 0, 0) + new UptimeTotals(1, 0, 0);

        act.Should().Throw<OverflowException>();
    }

    [Theory]
    [InlineData("nothing known", 0, 0, 5, null)]
    [InlineData("no business time", 0, 0, 0, null)]
    [InlineData("all down", 0, 5, 5, 0.0)]
    [InlineData("all known up", 5, 0, 5, 1.0)]
    [InlineData("a quarter", 1, 3, 9, 0.25)]
    public void Availability_is_uptime_of_the_known_time(string label, long up, long down, long unknown, double? expected)
    {
        new UptimeTotals(up, down, unknown).Availability?.Ratio.Should().Be(expected, because: label);
        new UptimeTotals(up, down, unknown).Availability.HasValue.Should().Be(expected.HasValue, because: label);
    }

    [Theory]
    [InlineData("no business time", 0, 0, 0, null)]
    [InlineData("nothing known", 0, 0, 5, 0.0)]
    [InlineData("all known", 2, 3, 0, 1.0)]
    [InlineData("half", 1, 1, 2, 0.5)]
    public void Coverage_is_the_known_part_of_business_time(string label, long up, long down, long unknown, double? expected)
    {
        new UptimeTotals(up, down, unknown).Coverage?.Ratio.Should().Be(expected, because: label);
        new UptimeTotals(up, down, unknown).Coverage.HasValue.Should().Be(expected.HasValue, because: label);
    }

    [Theory]
    [InlineData("nothing known", 0, 0, 1, true)]
    [InlineData("no business time", 0, 0, 0, false)]
    [InlineData("a microsecond up", 1, 0, 5, false)]
    [InlineData("a microsecond down", 0, 1, 5, false)]
    public void R15_All_unknown_is_business_time_of_which_nothing_is_known(string label, long up, long down, long unknown, bool expected)
    {
        new UptimeTotals(up, down, unknown).IsAllUnknown.Should().Be(expected, because: label);
    }
}
