using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage.Chunks;

/// <summary>The row about all facts together.</summary>
/// <param name="Version">Goes up with every transaction that changes a fact: reports of equal versions have read the same facts.</param>
/// <param name="LatestPollMicroseconds">The instant of the latest poll of all (rule R13); <see cref="PollChunk.None"/> while there is
/// none.</param>
/// <param name="StoreCount">How many stores there are.</param>
/// <param name="StoreSum">The sum of the checksums of all stores.</param>
/// <param name="Session">How often a service or an ingest has been started on the database: tells a copy from what became of the original
/// since.</param>
/// <param name="DatabaseId">A random number that the database got when it was created; copies have the same.</param>
internal sealed record FactsState(
    long Version, long LatestPollMicroseconds, long StoreCount, long StoreSum, long Session, long DatabaseId)
{
    // As many changes as there will ever be, two thousand million, fit into 64 bits. Chosen.
    private const long LargestStep = 1L << 32;

    /// <summary>The sequence of the latest entry of the log of live polls; zero when everything is folded into chunks.</summary>
    /// <remarks>Not stored with the row, but read with it.</remarks>
    public long LastLogged { get; init; }

    /// <summary>The version that the chunks alone have: equal to <see cref="Version"/> when the log is empty.</summary>
    public long FoldedVersion { get; init; } = Version;

    /// <summary>The state of a database without facts.</summary>
    public static FactsState New() => new(0, PollChunk.None, 0, 0, 0, BitConverter.ToInt64(Guid.NewGuid().ToByteArray()));

    /// <summary>The instant of the latest poll of all (rule R13); <c>null</c> while there is none.</summary>
    public Instant? LatestPoll =>
        LatestPollMicroseconds == PollChunk.None ? null : UnixMicroseconds.ToInstant(LatestPollMicroseconds);

    /// <summary>The version of the facts after a change.</summary>
    /// <remarks>
    /// By a random step, so that what becomes of a copy, such as a restored backup, never gets the version that the original had for other
    /// facts:
    /// finished reports are shared by version, and they are kept outside the database.
    /// </remarks>
    public long NextVersion() => Version + Random.Shared.NextInt64(1, LargestStep);

    /// <summary>What is stored with the row, so that a damaged one is noticed.</summary>
    /// <remarks>On the stack: what a collection expression makes of a span is compiled anew in each process.</remarks>
    public long ComputeChecksum()
    {
        Span<long> numbers = stackalloc long[6];
        numbers[0] = Version;
        numbers[1] = LatestPollMicroseconds;
        numbers[2] = StoreCount;
        numbers[3] = StoreSum;
        numbers[4] = Session;
        numbers[5] = DatabaseId;
        return Checksum.Of(numbers);
    }
}
