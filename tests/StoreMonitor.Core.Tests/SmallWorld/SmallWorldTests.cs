using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Uptime;
using Xunit.Abstractions;

namespace StoreMonitor.Core.Tests.SmallWorld;

/// <summary>
/// Rules R3, R8 to R13 and R18 in *all* cases of a small world, none left out: the calculation equals a twin that asks every microsecond.
/// </summary>
public sealed class SmallWorldTests(ITestOutputHelper output)
{
    // The as-of instant is not the end of the world: the poll at the last microsecond is not used, and one at the instant itself is.
    private const int AsOf = World.Length - 2;

    // The whole, one that polls after its end speak for, and one that they do not.
    private static readonly (int From, int To)[] Windows = [(0, World.Length), (1, 4), (3, AsOf)];

    // The whole again, as buckets (rule R20).
    private static readonly (int From, int To)[] Buckets = [(0, 2), (2, 3), (3, World.Length)];

    // None, one that splits, and one that can join the start of an interval.
    private static readonly int[] Closures = [0b0000000, 0b0001000, 0b0000110];

    // A reach of one microsecond to either side, one that ends within the world, and one that covers it.
    private static readonly int[] MaxCarries = [1, 3, World.Length + 1];

    [Fact]
    public void The_calculation_equals_its_twin_in_all_3_219_831_cases()
    {
        var cases = 0L;
        var arrangements = World.AllPolls().ToList();
        foreach (var hours in World.AllHours())
        {
            foreach (var closures in Closures)
            {
                var time = new World(hours, closures, []).Time;
                foreach (var polls in arrangements)
                    cases += Compare(new World(hours, closures, polls), time);
            }
        }

        output.WriteLine($"{cases:N0} cases");
        cases.Should().Be(3_219_831, "127 hours × 939 arrangements of polls × 3 closures × 3 interpolations × 3 max carries");
    }

    private static int Compare(World world, StoreTime time)
    {
        var cases = 0;
        foreach (var interpolation in Enum.GetValues<Interpolation>())
        {
            foreach (var maxCarry in MaxCarries)
            {
                Compare(world, time, interpolation, maxCarry);
                cases++;
            }
        }

        return cases;
    }

    private static void Compare(World world, StoreTime time, Interpolation interpolation, int maxCarry)
    {
        var options = new UptimeOptions(interpolation, UnixMicroseconds.ToDuration(maxCarry));
        var asOf = UnixMicroseconds.ToInstant(AsOf);
        var fast = UptimeCalculator.Totals(world.Polls, time, asOf, Array.ConvertAll(Windows, IntervalOf), options);
        var twin = new WorldTwin(world, AsOf, interpolation, maxCarry);
        for (var index = 0; index < Windows.Length; index++)
        {
            var slow = twin.Totals(Windows[index].From, Windows[index].To);
            if (fast[index] != slow)
                Assert.Fail($"{world}, {string.Join(' ', world.Polls)}, {interpolation}, {maxCarry}, {Windows[index]}: {fast[index]} is not {slow}");
        }

        var buckets = UptimeCalculator.TotalsByBucket(world.Polls, time, asOf, Array.ConvertAll(Buckets, IntervalOf), options);
        if (buckets[0] + buckets[1] + buckets[2] != fast[0])
            Assert.Fail($"{world}, {string.Join(' ', world.Polls)}, {interpolation}, {maxCarry}: the buckets do not sum to {fast[0]}");
    }

    private static Interval IntervalOf((int From, int To) window) =>
        new(UnixMicroseconds.ToInstant(window.From), UnixMicroseconds.ToInstant(window.To));
}
