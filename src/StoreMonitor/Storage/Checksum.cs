using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace StoreMonitor.Storage;

/// <summary>CRC-32C, by which stored facts are verified when they are read: docs/decisions/0012.</summary>
/// <remarks>
/// A hot path: a report computes one for each chunk and each field of a store. Processors have an instruction for it, which takes eight bytes
/// at a time. A CRC notices every single flipped bit, and every run of up to 32 damaged bits.
/// </remarks>
internal static class Checksum
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
        if (BitConverter.IsLittleEndian)
        {
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(text))
                crc = BitOperations.Crc32C(crc, word);
        }
        else
        {
            for (var index = 0; index + sizeof(ulong) <= text.Length; index += sizeof(ulong))
                crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(text[index..]));
        }

        foreach (var octet in text[(text.Length & ~(sizeof(ulong) - 1))..])
            crc = BitOperations.Crc32C(crc, octet);
        return crc;
    }
}
