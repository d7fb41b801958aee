using System.Buffers;

namespace StoreMonitor.Polls.Bodies;

/// <summary>The byte order mark that some programs write at the start of UTF-8.</summary>
internal static class Utf8Mark
{
    public const int Length = 3;

    private static ReadOnlySpan<byte> Bytes => "\uFEFF"u8;

    /// <summary>The buffer without the mark, if it begins with one.</summary>
    public static ReadOnlySequence<byte> Skip(ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < Length)
            return buffer;
        Span<byte> start = stackalloc byte[Length];
        buffer.Slice(0, Length).CopyTo(start);
        return start.SequenceEqual(Bytes) ? buffer.Slice(Length) : buffer;
    }
}
