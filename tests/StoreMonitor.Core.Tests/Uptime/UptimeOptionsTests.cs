using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

public sealed class UptimeOptionsTests
{
    [Fact]
    public void R8_The_default_is_hold_with_24_hours_of_carry()
    {
        UptimeOptions.Default.Should().Be(new UptimeOptions(Interpolation.Hold, Duration.FromHours(24)));
    }

    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("less than a microsecond", 9)]
    [InlineData("negative", -10)]
    [InlineData("more than a century", (36_525L * NodaConstants.TicksPerDay) + 1)]
    public void A_max_carry_out_of_range_throws(string label, long ticks)
    {
        var act = () => new UptimeOptions(Interpolation.Hold, Duration.FromTicks(ticks));

        act.Should().Throw<ArgumentOutOfRangeException>(because: label).WithParameterName("maxCarry");
    }

    [Theory]
    [InlineData("a microsecond", 10)]
    [InlineData("a century", 36_525L * NodaConstants.TicksPerDay)]
    public void The_bounds_of_max_carry_are_allowed(string label, long ticks)
    {
        new UptimeOptions(Interpolation.Hold, Duration.FromTicks(ticks)).MaxCarry.Should().Be(Duration.FromTicks(ticks), because: label);
    }

    [Fact]
    public void An_unknown_interpolation_throws()
    {
        var act = () => new UptimeOptions((Interpolation)3, Duration.FromDays(7));

        act.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("interpolation");
    }

    [Theory]
    [InlineData(Interpolation.Hold, 0)]
    [InlineData(Interpolation.Midpoint, 1)]
    [InlineData(Interpolation.Proportional, 2)]
    public void The_stored_number_of_an_interpolation_never_changes(Interpolation interpolation, int number)
    {
        ((int)interpolation).Should().Be(number);
    }
}
