using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace StoreMonitor.Storage.Sorting;

/// <summary>Hashes of store ids, for <see cref="StoreIdTable"/>.</summary>
/// <remarks>
/// A hot path: an ingest computes one for each row, and eight bytes at a time take a third of the time of <see cref="HashCode"/>.
/// The seeds differ in each process, so that nobody can craft a file whose ids all collide.
/// </remarks>
internal static class StoreIdHash
{
    private static readonly ulong Seed = NewSeed();
    private static readonly ulong Factor = NewSeed() | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(ReadOnlySpan<byte> id)
    {
        var hash = Seed ^ (ulong)id.Length;
        for (; id.Length >= sizeof(ulong); id = id[sizeof(ulong)..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(id));

        var rest = 0UL;
        foreach (var octet in id)
            rest = (rest << 8) | octet;
        return (int)Mix(hash, rest);
    }

    // A GUID is as hard to guess as a number of the cryptographic generator, which would load OpenSSL: see docs/cold-start.md.
    private static ulong NewSeed() => BinaryPrimitives.ReadUInt64LittleEndian(Guid.NewGuid().ToByteArray());

    // Both halves of the product are combined, so that every input bit affects every output bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ word, Factor, out var low);
        return high ^ low;
    }
}
