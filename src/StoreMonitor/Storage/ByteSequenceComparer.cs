using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace StoreMonitor.Storage;

/// <summary>Lets a dictionary with arrays of bytes as keys be asked with spans, so that asking allocates nothing.</summary>
/// <remarks>
/// On the hot path of an ingest, which asks it once for each row: eight bytes at a time take a third of the time of <see cref="HashCode"/>.
/// The seeds are new in each process, so that no file can be made whose ids all collide.
/// </remarks>
internal sealed class ByteSequenceComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteSequenceComparer Instance = new();

    private readonly ulong _seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly ulong _factor = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate) => HashOf(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    /// <summary>The hash, for who asks so often that a call is too much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int HashOf(ReadOnlySpan<byte> alternate)
    {
        var hash = _seed ^ (ulong)alternate.Length;
        for (; alternate.Length >= sizeof(ulong); alternate = alternate[sizeof(ulong)..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(alternate));

        var rest = 0UL;
        foreach (var octet in alternate)
            rest = (rest << 8) | octet;
        return (int)Mix(hash, rest);
    }

    // Both halves of the product, so that every bit of the input reaches every bit of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ word, _factor, out var low);
        return high ^ low;
    }
}
