using System.Buffers;

namespace StoreMonitor.Polls.Bodies;

/// <summary>The lines of a body that arrives in pieces, each in one piece of memory.</summary>
internal sealed class TextLines
{
    private byte[] _copy = [];
    private ReadOnlySequence<byte> _rest;
    private bool _isLast;
    private bool _isFirstLine = true;

    /// <summary>The 1-based number of the line that was read last.</summary>
    public long Number { get; private set; }

    /// <summary>From where on the buffer was not read.</summary>
    public SequencePosition End => _rest.Start;

    public void Begin(ReadOnlySequence<byte> buffer, bool isLast) => (_rest, _isLast) = (buffer, isLast);

    /// <summary>Reads the next line, without its end.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <returns>Whether the buffer has one more whole line.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        ReadOnlySequence<byte> found;
        if (_rest.PositionOf((byte)'\n') is { } end)
        {
            found = _rest.Slice(0, end);
            _rest = _rest.Slice(_rest.GetPosition(1, end));
        }
        else if (_isLast && !_rest.IsEmpty)
        {
            found = _rest;
            _rest = _rest.Slice(_rest.End);
        }
        else
        {
            return false;
        }

        Number++;
        line = InOnePiece(_isFirstLine ? Utf8Mark.Skip(found) : found);
        _isFirstLine = false;
        return true;
    }

    private ReadOnlySpan<byte> InOnePiece(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
            return line.FirstSpan;
        var length = checked((int)line.Length);
        if (_copy.Length < length)
            _copy = new byte[2 * length];
        line.CopyTo(_copy);
        return _copy.AsSpan(0, length);
    }
}
