using CsCheck;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.Polls;

public sealed class PollBufferTests
{
    private static readonly Gen<long[]> Instants =
        Gen.Long[-100, 100].HashSet[0, 60].Select(instants => instants.Order().ToArray());

    [Fact]
    public void Polls_put_in_backwards_lie_in_order() => Instants.Sample(instants =>
    {
        var buffer = Filled(instants);

        buffer.Polls.ToArray().Should().Equal(instants.Select(At));
        buffer.EarliestMicroseconds.Should().Be(instants.Length == 0 ? long.MaxValue : instants[0]);
    });

    [Fact]
    public void Up_to_an_instant_there_are_those_at_or_before_it_and_so_many_after() =>
        Gen.Select(Instants, Gen.Long[-105, 105], Gen.Int[0, 3]).Sample((instants, upTo, after) =>
        {
            var expected = instants.Where(at => at <= upTo).Concat(instants.Where(at => at > upTo).Take(after));

            Filled(instants).UpTo(upTo, after).ToArray().Should().Equal(expected.Select(At));
        });

    [Fact]
    public void Once_cleared_it_is_as_new()
    {
        var buffer = Filled([1, 2, 3]);

        buffer.Clear();
        buffer.Prepend(7, StoreStatus.Active);

        buffer.Polls.ToArray().Should().Equal(new Poll(7, StoreStatus.Active));
    }

    private static PollBuffer Filled(long[] instants)
    {
        var buffer = new PollBuffer();
        foreach (var poll in instants.Reverse().Select(At))
            buffer.Prepend(poll.AtMicroseconds, poll.Status);
        return buffer;
    }

    private static Poll At(long instant) => new(instant, instant % 2 == 0 ? StoreStatus.Active : StoreStatus.Inactive);
}
