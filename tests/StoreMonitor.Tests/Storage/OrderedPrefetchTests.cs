using StoreMonitor.Threading;

namespace StoreMonitor.Tests.Storage;

public sealed class OrderedPrefetchTests
{
    private const int Count = 200;

    [Fact]
    public void Items_are_taken_in_order_and_worked_on_before_though_the_early_ones_take_longest()
    {
        var items = Enumerable.Range(0, Count).Select(number => new Item(number)).ToArray();
        var taken = new List<int>();

        OrderedPrefetch.Run(items, 8, item => item.Do(item.Number % 8 == 0 ? 2 : 0), item =>
        {
            item.IsDone.Should().BeTrue();
            taken.Add(item.Number);
            return true;
        });

        taken.Should().Equal(Enumerable.Range(0, Count));
    }

    [Fact]
    public void With_one_ahead_no_two_items_are_worked_on_at_once()
    {
        var atOnce = 0;
        var most = 0;

        OrderedPrefetch.Run(Enumerable.Range(0, Count).Select(number => new Item(number)), 1, _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            Thread.Yield();
            Interlocked.Decrement(ref atOnce);
        }, _ => true);

        most.Should().Be(1);
    }

    [Fact]
    public void The_next_item_is_worked_on_while_one_is_taken()
    {
        using var second = new ManualResetEventSlim();

        OrderedPrefetch.Run([new Item(0), new Item(1)], 1, item => item.SetIfSecond(second), _ =>
        {
            second.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
            return true;
        });
    }

    [Fact]
    public void Nothing_is_taken_after_taking_said_to_stop_and_no_work_goes_on()
    {
        var working = 0;
        var taken = new List<int>();

        OrderedPrefetch.Run(Enumerable.Range(0, Count).Select(number => new Item(number)), 8, item => Slowly(ref working), item =>
        {
            taken.Add(item.Number);
            return item.Number < 3;
        });

        taken.Should().Equal(0, 1, 2, 3);
        Volatile.Read(ref working).Should().Be(0);
    }

    [Fact]
    public void A_failure_is_thrown_as_it_was_after_the_items_before_it_and_no_work_goes_on()
    {
        var working = 0;
        var taken = new List<int>();

        var run = () => OrderedPrefetch.Run(Enumerable.Range(0, Count).Select(number => new Item(number)), 8, item =>
        {
            if (item.Number == 5)
                throw new InvalidDataException("five");
            Slowly(ref working);
        }, item =>
        {
            taken.Add(item.Number);
            return true;
        });

        run.Should().Throw<InvalidDataException>().WithMessage("five");
        taken.Should().Equal(0, 1, 2, 3, 4);
        Volatile.Read(ref working).Should().Be(0);
    }

    private static void Slowly(ref int working)
    {
        Interlocked.Increment(ref working);
        Thread.Sleep(1);
        Interlocked.Decrement(ref working);
    }

    private sealed class Item(int number)
    {
        public int Number => number;

        public bool IsDone { get; private set; }

        public void SetIfSecond(ManualResetEventSlim second)
        {
            if (number == 1)
                second.Set();
        }

        public void Do(int milliseconds)
        {
            Thread.Sleep(milliseconds);
            IsDone = true;
        }
    }
}
