using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Core.Tests.Intervals;

public sealed class IntervalSetTests
{
    [Theory]
    [InlineData("apart", "09:00/10:00, 11:00/12:00", "09:00/10:00, 11:00/12:00")]
    [InlineData("touching", "09:00/10:00, 10:00/12:00", "09:00/12:00")]
    [InlineData("a microsecond apart", "09:00/10:00, 10:00:00.000001/12:00", "09:00/10:00, 10:00:00.000001/12:00")]
    [InlineData("overlapping", "09:00/11:00, 10:00/12:00", "09:00/12:00")]
    [InlineData("nested", "09:00/12:00, 10:00/11:00", "09:00/12:00")]
    [InlineData("in any order", "11:00/12:00, 09:00/10:00", "09:00/10:00, 11:00/12:00")]
    [InlineData("twice the same", "09:00/10:00, 09:00/10:00", "09:00/10:00")]
    [InlineData("with an empty one", "09:00/10:00, 11:00/11:00", "09:00/10:00")]
    [InlineData("filling a hole", "09:00/10:00, 11:00/12:00, 10:00/11:00", "09:00/12:00")]
    [InlineData("none", "", "")]
    public void Of_sorts_and_merges_intervals(string label, string given, string expected)
    {
        var set = IntervalSet.Of(Utc.Spans(given));

        set.Intervals.Should().Equal(Utc.Spans(expected), because: label);
        set.Count.Should().Be(Utc.Spans(expected).Length, because: label);
    }

    [Fact]
    public void Of_an_unbounded_interval_throws()
    {
        var unbounded = new Interval(Utc.At("09:00"), null);

        var act = () => IntervalSet.Of(unbounded);

        act.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void An_interval_within_one_microsecond_is_empty()
    {
        var start = Utc.At("09:00");

        var set = IntervalSet.Of(new Interval(start, start + Duration.FromNanoseconds(999)));

        set.Should().Be(IntervalSet.Empty);
    }

    [Theory]
    [InlineData("before", "08:59:59.999999", false)]
    [InlineData("at the start", "09:00", true)]
    [InlineData("the last microsecond", "09:59:59.999999", true)]
    [InlineData("at the end", "10:00", false)]
    [InlineData("in the hole", "10:30", false)]
    [InlineData("in the second", "11:00", true)]
    [InlineData("after all", "12:00", false)]
    public void Contains_the_start_but_not_the_end(string label, string at, bool expected)
    {
        var set = IntervalSet.Of(Utc.Spans("09:00/10:00, 11:00/12:00"));

        set.Contains(Utc.At(at)).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("before the first", "08:00", 0)]
    [InlineData("in the first", "09:30", 0)]
    [InlineData("just before its end", "09:59:59.999999", 0)]
    [InlineData("at its end", "10:00", 1)]
    [InlineData("in the second", "11:30", 1)]
    [InlineData("at the end of all", "12:00", 2)]
    public void FirstEndingAfter_is_the_interval_that_holds_the_instant_or_the_next(string label, string at, int expected)
    {
        var set = IntervalSet.Of(Utc.Spans("09:00/10:00, 11:00/12:00"));

        set.FirstEndingAfter(UnixMicroseconds.From(Utc.At(at))).Should().Be(expected, because: label);
    }

    [Theory]
    [InlineData("cut on both sides", "09:30/11:30", "09:30/10:00, 11:00/11:30")]
    [InlineData("all", "08:00/13:00", "09:00/10:00, 11:00/12:00")]
    [InlineData("in the hole", "10:00/11:00", "")]
    [InlineData("of no length", "09:30/09:30", "")]
    public void Within_cuts_to_the_range(string label, string range, string expected)
    {
        var set = IntervalSet.Of(Utc.Spans("09:00/10:00, 11:00/12:00"));

        var within = set.Within(Utc.Span(range).Start, Utc.Span(range).End);

        within.Intervals.Should().Equal(Utc.Spans(expected), because: label);
    }

    [Fact]
    public void Within_a_range_that_ends_before_it_starts_is_empty()
    {
        IntervalSet.Always.Within(Utc.At("10:00"), Utc.At("09:00")).Should().Be(IntervalSet.Empty);
    }

    [Fact]
    public void Total_is_the_elapsed_time_of_all_intervals()
    {
        IntervalSet.Of(Utc.Spans("09:00/10:00, 11:00/11:00:00.000001")).Total
            .Should().Be(Duration.FromHours(1) + Duration.FromMilliseconds(1) / 1000);
    }

    [Fact]
    public void Always_holds_the_first_and_nearly_the_last_instant()
    {
        IntervalSet.Always.Contains(Instant.MinValue).Should().BeTrue();
        IntervalSet.Always.Contains(Instant.MaxValue - Duration.FromMilliseconds(1)).Should().BeTrue();
    }

    [Fact]
    public void Text_lists_the_intervals_in_order()
    {
        IntervalSet.Of(Utc.Spans("09:00/10:00, 11:00/12:00")).ToString()
            .Should().Be("[2024-10-07T09:00:00Z/2024-10-07T10:00:00Z, 2024-10-07T11:00:00Z/2024-10-07T12:00:00Z]");
    }
}
