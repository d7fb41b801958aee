using System.Buffers.Binary;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>Decodes UTF-16 with a byte order mark to UTF-8 without one.</summary>
/// <remarks>
/// A lone surrogate is encoded as its three bytes, which UTF-8 forbids. A replacement character would merge two stores whose ids differ
/// only there; the forbidden bytes make the check of the field fail instead.
/// </remarks>
/// <param name="start">The bytes already read from <paramref name="inner"/>; they start with the mark.</param>
internal sealed class Utf16Content(IContent inner, ReadOnlySpan<byte> start) : IContent
{
    private const int Unit = 2;

    // A code unit encodes to at most three bytes.
    private const int BytesPerUnit = 3;

    private readonly bool _isBigEndian = start[0] == 0xFE;
    private readonly byte[] _buffer = start.ToArray();
    private int _start = Unit;
    private int _end = start.Length;
    private bool _isAtEnd;

    /// <summary>Whether a file that starts like this is UTF-16.</summary>
    public static bool IsStartOf(ReadOnlySpan<byte> start) => start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    public int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written == 0)
        {
            Fill();
            if (_end - _start < Unit)
                return EndWithHalfUnit(buffer);
            written = Decode(buffer);
        }

        return written;
    }

    public void Dispose() => inner.Dispose();

    // Reads until it has two code units, which a surrogate pair needs, or the input ends.
    private void Fill()
    {
        if (_end - _start >= 2 * Unit || _isAtEnd)
            return;

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < 2 * Unit && !_isAtEnd)
        {
            var count = inner.Read(_buffer.AsSpan(_end));
            _end += count;
            _isAtEnd = count == 0;
        }
    }

    // An odd byte at the end is no character, so it is encoded as a byte that is never valid UTF-8.
    private int EndWithHalfUnit(Span<byte> buffer)
    {
        if (_start == _end)
            return 0;

        _start = _end;
        buffer[0] = 0xFF;
        return 1;
    }

    private int Decode(Span<byte> buffer)
    {
        var written = 0;
        while (_end - _start >= Unit && buffer.Length - written >= BytesPerUnit + 1)
        {
            var unit = UnitAt(_start);
            if (!char.IsHighSurrogate(unit))
            {
                written += Encode(unit, buffer[written..]);
                _start += Unit;
                continue;
            }

            // The other half may follow in the next buffer.
            if (_end - _start < 2 * Unit && !_isAtEnd)
                break;
            var isPair = _end - _start >= 2 * Unit && char.IsLowSurrogate(UnitAt(_start + Unit));
            written += Encode(isPair ? char.ConvertToUtf32(unit, UnitAt(_start + Unit)) : unit, buffer[written..]);
            _start += isPair ? 2 * Unit : Unit;
        }

        return written;
    }

    private char UnitAt(int index) => (char)(_isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(index))
        : BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(index)));

    // The UTF-8 encoding of a code point, surrogates included.
    private static int Encode(int point, Span<byte> buffer)
    {
        switch (point)
        {
            case < 0x80:
                buffer[0] = (byte)point;
                return 1;
            case < 0x800:
                buffer[0] = (byte)(0xC0 | (point >> 6));
                buffer[1] = Continuation(point);
                return 2;
            case < 0x10000:
                buffer[0] = (byte)(0xE0 | (point >> 12));
                buffer[1] = Continuation(point >> 6);
                buffer[2] = Continuation(point);
                return 3;
            default:
                buffer[0] = (byte)(0xF0 | (point >> 18));
                buffer[1] = Continuation(point >> 12);
                buffer[2] = Continuation(point >> 6);
                buffer[3] = Continuation(point);
                return 4;
        }
    }

    private static byte Continuation(int bits) => (byte)(0x80 | (bits & 0x3F));
}
