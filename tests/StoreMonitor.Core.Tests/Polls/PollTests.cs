using NodaTime;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.Polls;

public sealed class PollTests
{
    [Fact]
    public void R1_Polls_of_one_instant_and_status_are_equal()
    {
        var poll = new Poll(Utc.At("10:00"), StoreStatus.Active);

        poll.Should().Be(new Poll(Utc.At("10:00"), StoreStatus.Active));
        poll.Should().NotBe(new Poll(Utc.At("10:00"), StoreStatus.Inactive));
        poll.Should().NotBe(new Poll(Utc.At("10:00:00.000001"), StoreStatus.Active));
    }

    [Fact]
    public void A_poll_keeps_whole_microseconds()
    {
        var poll = new Poll(Utc.At("10:00:00.123456") + Duration.FromNanoseconds(900), StoreStatus.Active);

        poll.At.Should().Be(Utc.At("10:00:00.123456"));
    }

    [Theory]
    [InlineData(StoreStatus.Inactive, 0)]
    [InlineData(StoreStatus.Active, 1)]
    public void The_stored_number_of_a_status_never_changes(StoreStatus status, byte number)
    {
        ((byte)status).Should().Be(number);
    }
}
