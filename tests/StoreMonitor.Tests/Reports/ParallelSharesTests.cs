using StoreMonitor.Threading;

namespace StoreMonitor.Tests.Reports;

public sealed class ParallelSharesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void What_the_shares_made_comes_in_their_order(int count)
    {
        var results = ParallelShares.Run(count, index => $"{index}");

        results.Should().Equal(Enumerable.Range(0, count).Select(index => $"{index}"));
    }

    [Fact]
    public void The_shares_run_at_the_same_time()
    {
        using var all = new Barrier(3);

        var results = ParallelShares.Run(3, index => $"{all.SignalAndWait(TimeSpan.FromSeconds(30))}");

        results.Should().OnlyContain(hasMetAll => hasMetAll == "True");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_failure_is_thrown_as_it_was_once_all_have_ended(int failing)
    {
        var ended = 0;

        var run = () => ParallelShares.Run(3, index =>
        {
            if (index == failing)
                throw new InvalidOperationException($"share {index}");
            Thread.Sleep(50);
            Interlocked.Increment(ref ended);
            return "";
        });

        run.Should().Throw<InvalidOperationException>().WithMessage($"share {failing}");
        ended.Should().Be(2);
    }
}
