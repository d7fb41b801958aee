using CsCheck;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R16: a displayed percentage is rounded down, so that anything short of full never shows 100.</summary>
public sealed class ShareTests
{
    [Theory]
    [InlineData("full", 1, 1, "100.00 %")]
    [InlineData("none", 0, 1, "0.00 %")]
    [InlineData("99.9999 %", 999_999, 1_000_000, "99.99 %")]
    [InlineData("two thirds", 2, 3, "66.66 %")]
    [InlineData("a single digit after the point", 1, 20, "5.00 %")]
    [InlineData("a leading zero in the hundredths", 1_005, 10_000, "10.05 %")]
    [InlineData("less than a hundredth", 1, 1_000_000, "0.00 %")]
    [InlineData("one short of the longest", long.MaxValue - 1, long.MaxValue, "99.99 %")]
    [InlineData("the longest", long.MaxValue, long.MaxValue, "100.00 %")]
    public void R16_A_percentage_is_rounded_down(string label, long part, long whole, string expected)
    {
        Share.Of(part, whole)!.Value.ToPercent().Should().Be(expected, because: label);
    }

    [Fact]
    public void R16_Only_full_shows_100() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[1, long.MaxValue]).Where((part, whole) => part < whole)
            .Sample((part, whole) => Share.Of(part, whole)!.Value.ToPercent() != "100.00 %");

    [Fact]
    public void Nothing_has_no_share()
    {
        Share.Of(0, 0).Should().BeNull();
    }

    [Theory]
    [InlineData("a negative part", -1, 5)]
    [InlineData("more than the whole", 6, 5)]
    [InlineData("something of nothing", 1, 0)]
    public void A_part_outside_the_whole_throws(string label, long part, long whole)
    {
        var act = () => Share.Of(part, whole);

        act.Should().Throw<ArgumentOutOfRangeException>(because: label);
    }

    [Fact]
    public void The_ratio_is_from_zero_to_one()
    {
        Share.Of(1, 4)!.Value.Ratio.Should().Be(0.25);
    }
}
