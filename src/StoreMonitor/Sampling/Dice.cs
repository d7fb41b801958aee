namespace StoreMonitor.Sampling;

/// <summary>Random numbers that depend only on a seed and keys, so that polls can be generated in any order.</summary>
/// <remarks>
/// It uses the mixing function of SplitMix64 (Steele, Lea and Flood, 2014), which never changes, unlike the framework's generator.
/// </remarks>
internal readonly record struct Dice(ulong State)
{
    /// <summary>Derives the dice for a key, such as a store or a day.</summary>
    public Dice At(long key) => new(Mix(State ^ Mix((ulong)key + 0x9E3779B97F4A7C15)));

    /// <summary>A number from 0 (inclusive) to <paramref name="below"/> (exclusive).</summary>
    public long Below(long below) => (long)(Mix(State) % (ulong)below);

    /// <summary>True with a probability of that many thousandths.</summary>
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
