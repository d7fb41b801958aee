namespace StoreMonitor.Sampling;

/// <summary>Random numbers that are a function of where they are asked for, so that polls can be made in any order.</summary>
/// <remarks>The mixing of SplitMix64 (Steele, Lea and Flood, 2014): fixed for ever, unlike the framework's generator.</remarks>
internal readonly record struct Dice(ulong State)
{
    /// <summary>The dice for a place, such as a store and a day.</summary>
    public Dice At(long place) => new(Mix(State ^ Mix((ulong)place + 0x9E3779B97F4A7C15)));

    /// <summary>A number from 0 (inclusive) to <paramref name="below"/> (exclusive).</summary>
    public long Below(long below) => (long)(Mix(State) % (ulong)below);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool IsOneOfThousand(int cases) => Below(1_000) < cases;

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(State);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
