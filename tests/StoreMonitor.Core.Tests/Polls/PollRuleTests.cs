using System.Text;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.Polls;

/// <summary>What makes a poll acceptable, in every format: a status, an instant, and rule R13 on the clock. The clock says 12:00.</summary>
public sealed class PollRuleTests
{
    private static readonly PollRule Rule = new(Utc.At("12:00"));

    [Theory]
    [InlineData("active", StoreStatus.Active)]
    [InlineData("inactive", StoreStatus.Inactive)]
    [InlineData("ACTIVE", StoreStatus.Active)]
    [InlineData("Inactive", StoreStatus.Inactive)]
    public void A_status_is_read_in_any_case(string status, StoreStatus expected)
    {
        Check(status, "2024-10-07T10:00:00Z").Should().Be((PollProblem.None, new Poll(Utc.At("10:00"), expected)));
    }

    [Theory]
    [InlineData("no status", "", "2024-10-07T10:00:00Z", PollProblem.StatusMissing, "is missing")]
    [InlineData("another status", "up", "2024-10-07T10:00:00Z", PollProblem.StatusUnknown, "is not 'active' or 'inactive'")]
    [InlineData("a status with a blank", "active ", "2024-10-07T10:00:00Z", PollProblem.StatusUnknown, "is not 'active' or 'inactive'")]
    [InlineData("no instant", "active", "", PollProblem.InstantMissing, "is missing")]
    [InlineData("no instant at all", "active", "noon", PollProblem.InstantUnreadable, "is not an instant such as '2024-10-03 23:33:20.412748 UTC'")]
    [InlineData("ahead of the clock", "active", "2024-10-07T12:05:00.000001Z", PollProblem.AheadOfClock, "is more than five minutes ahead of the clock")]
    [InlineData("both: the status is looked at first", "", "", PollProblem.StatusMissing, "is missing")]
    public void What_is_not_acceptable_has_a_reason(string label, string status, string instant, PollProblem problem, string reason)
    {
        Check(status, instant).Problem.Should().Be(problem, label);
        PollRule.ReasonOf(problem).Should().Be(reason);
        PollRule.IsOfStatus(problem).Should().Be(problem is PollProblem.StatusMissing or PollProblem.StatusUnknown);
    }

    [Theory]
    [InlineData("now", "2024-10-07 12:00:00 UTC", PollProblem.None)]
    [InlineData("five minutes ahead", "2024-10-07 12:05:00 UTC", PollProblem.None)]
    [InlineData("a microsecond more", "2024-10-07 12:05:00.000001 UTC", PollProblem.AheadOfClock)]
    [InlineData("years ahead", "2034-10-07 12:00:00 UTC", PollProblem.AheadOfClock)]
    [InlineData("long ago", "1999-10-07 12:00:00 UTC", PollProblem.None)]
    public void R13_A_poll_may_lie_five_minutes_ahead_of_the_clock(string label, string instant, PollProblem expected)
    {
        Check("active", instant).Problem.Should().Be(expected, label);
    }

    [Fact]
    public void There_is_no_reason_without_a_problem()
    {
        FluentActions.Invoking(() => PollRule.ReasonOf(PollProblem.None)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_poll_is_checked_without_an_allocation()
    {
        Check("active", "2024-10-03 23:33:20.412748 UTC");
        Check("inactive", "2024-10-03T23:33:20+02:00");
        Check("up", "2024-10-03T23:33:20+02:00");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 100; count++)
        {
            Rule.Check("active"u8, "2024-10-03 23:33:20.412748 UTC"u8, out _);
            Rule.Check("inactive"u8, "2024-10-03T23:33:20+02:00"u8, out _);
            Rule.Check("up"u8, "2024-10-03T23:33:20+02:00"u8, out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static (PollProblem Problem, Poll Poll) Check(string status, string instant) =>
        (Rule.Check(Encoding.UTF8.GetBytes(status), Encoding.UTF8.GetBytes(instant), out var poll), poll);
}
