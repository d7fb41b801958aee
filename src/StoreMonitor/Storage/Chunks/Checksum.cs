using System.Buffers.Binary;
using System.Numerics;

namespace StoreMonitor.Storage.Chunks;

/// <summary>CRC-32C, by which stored facts are verified when they are read: docs/decisions/0012.</summary>
/// <remarks>
/// A hot path: a report computes one for each chunk and each field of a store. Processors have an instruction for it, which takes eight
/// bytes
/// at a time. Addresses and not spans of words, because those are compiled anew in each process. A CRC notices every single flipped bit,
/// and every run of up to 32 damaged bits.
/// </remarks>
internal static unsafe class Checksum
{
    private const uint Start = uint.MaxValue;

    /// <summary>The checksum of numbers and a text.</summary>
    public static uint Of(long first, long second, long third, ReadOnlySpan<byte> text)
    {
        var crc = BitOperations.Crc32C(Start, (ulong)first);
        crc = BitOperations.Crc32C(crc, (ulong)second);
        crc = BitOperations.Crc32C(crc, (ulong)third);
        return Append(crc, text);
    }

    /// <summary>The checksum of three numbers.</summary>
    public static uint Of(long first, long second, long third)
    {
        var crc = BitOperations.Crc32C(Start, (ulong)first);
        crc = BitOperations.Crc32C(crc, (ulong)second);
        return BitOperations.Crc32C(crc, (ulong)third);
    }

    /// <summary>The checksum of numbers.</summary>
    public static uint Of(ReadOnlySpan<long> numbers)
    {
        var crc = Start;
        foreach (var number in numbers)
            crc = BitOperations.Crc32C(crc, (ulong)number);
        return crc;
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> text)
    {
        // The length too, because a text that is cut short where it was followed by zeros must not look whole.
        crc = BitOperations.Crc32C(crc, (uint)text.Length);
        fixed (byte* start = text)
        {
            var end = start + text.Length;
            var next = start;
            for (; end - next >= sizeof(ulong); next += sizeof(ulong))
                crc = BitOperations.Crc32C(crc, LittleEndian(*(ulong*)next));
            for (; next < end; next++)
                crc = BitOperations.Crc32C(crc, *next);
        }

        return crc;
    }

    private static ulong LittleEndian(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
}
