using CsCheck;
using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.Intervals;

public sealed class UnixMicrosecondsTests
{
    [Theory]
    [InlineData("the epoch", 0, 0)]
    [InlineData("a whole microsecond", 10, 1)]
    [InlineData("a tick less", 9, 0)]
    [InlineData("a tick before the epoch", -1, -1)]
    [InlineData("a microsecond before it", -10, -1)]
    [InlineData("a tick more before it", -11, -2)]
    public void An_instant_is_cut_towards_the_past(string label, long ticks, long expected)
    {
        UnixMicroseconds.From(Instant.FromUnixTimeTicks(ticks)).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("whole", 20, 2)]
    [InlineData("positive", 19, 1)]
    [InlineData("negative", -19, -1)]
    public void A_duration_is_cut_towards_zero(string label, long ticks, long expected)
    {
        UnixMicroseconds.From(Duration.FromTicks(ticks)).Should().Be(expected, because: label);
    }

    [Fact]
    public void Microseconds_survive_the_way_to_an_instant_and_back() =>
        Gen.Long[UnixMicroseconds.Min, UnixMicroseconds.Max].Sample(at => UnixMicroseconds.From(UnixMicroseconds.ToInstant(at)) == at);

    [Fact]
    public void Microseconds_survive_the_way_to_a_duration_and_back() =>
        Gen.Long[-UnixMicroseconds.Max, UnixMicroseconds.Max].Sample(length => UnixMicroseconds.From(UnixMicroseconds.ToDuration(length)) == length);

    [Fact]
    public void An_instant_outside_the_calendar_throws()
    {
        var tooEarly = () => UnixMicroseconds.ToInstant(UnixMicroseconds.Min - 1);
        var tooLate = () => UnixMicroseconds.ToInstant(UnixMicroseconds.Max + 1);

        tooEarly.Should().Throw<ArgumentOutOfRangeException>();
        tooLate.Should().Throw<ArgumentOutOfRangeException>();
    }
}
