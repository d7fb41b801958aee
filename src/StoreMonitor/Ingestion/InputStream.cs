using System.Text.Unicode;

namespace StoreMonitor.Ingestion;

/// <summary>A file on its way to the CSV reader: checked to be text, counted for the progress, and open to cancellation.</summary>
/// <remarks>
/// Checking here, a buffer at a time, costs a hundredth of the ingest and spares every later step the question. UTF-16 with its mark
/// passes unchecked: the CSV reader decodes it.
/// </remarks>
internal sealed class InputStream : Stream
{
    private const int BufferSize = 1 << 16;
    private const int LongestUtf8Sequence = 4;

    private readonly string _file;
    private readonly FileStream _stream;
    private readonly IProgress<IngestProgress> _progress;
    private readonly CancellationToken _cancel;

    // The start of a character whose end is in the next buffer.
    private readonly byte[] _carry = new byte[LongestUtf8Sequence];
    private int _carryLength;
    private long _position;
    private bool _isUtf16;

    /// <param name="start">Where in the file to begin, which is where a character does.</param>
    public InputStream(string path, long start, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        _file = Path.GetFileName(path);
        _stream = Open(path, cancel);
        if (!_stream.CanSeek)
            throw new FileRefusedException(_file, "it is a pipe or a device, and a file is read more than once");
        _position = _stream.Seek(start, SeekOrigin.Begin);
        _progress = progress;
        _cancel = cancel;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _stream.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _cancel.ThrowIfCancellationRequested();
        var count = _stream.Read(buffer);
        if (_position == 0)
            _isUtf16 = buffer[..count] is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!_isUtf16)
            Check(buffer[..count]);

        _position += count;
        _progress.Report(new IngestProgress(_file, _position, _stream.Length));
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }

    // On another thread, for to open a pipe lasts until somebody writes to it.
    private static FileStream Open(string path, CancellationToken cancel)
    {
        var opening = Task.Run(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan), cancel);
        Task.WaitAny([opening], cancel);
        return opening.GetAwaiter().GetResult();
    }

    private void Check(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty && _carryLength > 0)
            Refuse(_position - _carryLength, "a character that breaks off at");
        if (read.IndexOf((byte)0) is var zero and >= 0)
            Refuse(_position + zero, "a zero at");

        var rest = CompleteCarried(read);
        var tail = IncompleteTail(rest);
        if (!Utf8.IsValid(rest[..^tail]))
            Refuse(_position, "bytes that are not UTF-8, in the 64 KiB from");
        rest[^tail..].CopyTo(_carry.AsSpan(_carryLength));
        _carryLength += tail;
    }

    // Checks the character that the last buffer began, and returns what comes after it.
    private ReadOnlySpan<byte> CompleteCarried(ReadOnlySpan<byte> read)
    {
        if (_carryLength == 0)
            return read;

        var missing = Math.Min(SequenceLength(_carry[0]) - _carryLength, read.Length);
        read[..missing].CopyTo(_carry.AsSpan(_carryLength));
        _carryLength += missing;
        if (_carryLength < SequenceLength(_carry[0]))
            return [];
        if (!Utf8.IsValid(_carry.AsSpan(0, _carryLength)))
            Refuse(_position, "bytes that are not UTF-8, near");

        _carryLength = 0;
        return read[missing..];
    }

    // How many bytes at the end begin a character without ending it.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length < LongestUtf8Sequence && length <= bytes.Length; length++)
        {
            var lead = bytes[^length];
            if (lead < 0x80)
                return 0;
            if (lead >= 0xC0)
                return SequenceLength(lead) > length ? length : 0;
        }

        return 0;
    }

    private static int SequenceLength(byte lead) => lead switch
    {
        >= 0xF0 => 4,
        >= 0xE0 => 3,
        >= 0xC0 => 2,
        _ => 1,
    };

    private void Refuse(long position, string what) =>
        throw new FileRefusedException(_file, $"it is not text: it has {what} byte {position}");
}
