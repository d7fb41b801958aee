namespace StoreMonitor.Ingestion.Csv;

/// <summary>
/// The stream that the CSV reader reads: it decompresses, decodes to UTF-8, reports progress, and supports cancellation.
/// </summary>
/// <remarks>
/// Bytes that are not UTF-8 pass through. They matter only in wanted columns, where <see cref="CsvRows"/> rejects them.
/// </remarks>
internal sealed class InputStream : ForwardStream
{
    private const int BufferSize = 1 << 16;
    private const string GzipSuffix = ".gz";

    private readonly string _name;
    private readonly FileStream _file;
    private readonly IProgress<IngestProgress> _progress;
    private readonly CancellationToken _cancel;

    // The first bytes are read when the file is opened, because they determine the file type and the separator.
    private readonly byte[] _ahead = new byte[BufferSize];
    private readonly IContent _content;
    private int _aheadStart;
    private int _aheadEnd;
    private long _position;

    /// <param name="start">Where to start in the file, which must be a line start; zero unless <see cref="IsPlain"/>.</param>
    /// <exception cref="FileRefusedException">The file is a pipe, or its content does not match its name, such as a workbook.</exception>
    public InputStream(string path, long start, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        (_name, _progress, _cancel) = (InputFiles.NameOf(path), progress, cancel);
        _file = Open(path, cancel);
        try
        {
            if (!_file.CanSeek)
                throw new FileRefusedException(_name, "it is a pipe or a device, and a file is read more than once");
            _position = _file.Seek(start, SeekOrigin.Begin);
            _content = OpenContent(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the bytes are those of the file, neither decompressed nor decoded.</summary>
    public bool IsPlain => _content is FileContent;

    /// <summary>The first bytes, at most 64 KiB, available until the first read.</summary>
    public ReadOnlySpan<byte> Ahead => _ahead.AsSpan(_aheadStart.._aheadEnd);

    /// <summary>The (compressed) length of the file.</summary>
    public override long Length => _file.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        _cancel.ThrowIfCancellationRequested();
        var count = _aheadStart < _aheadEnd ? TakeAhead(buffer) : _content.Read(buffer);
        if (buffer[..count].IndexOf((byte)0) is var zero and >= 0)
            throw new FileRefusedException(_name, $"it is not text: it has a zero at byte {_position + zero}; save it as CSV UTF-8");

        _position += count;
        _progress.Report(new IngestProgress(_name, IsPlain ? _position : _file.Position, _file.Length));
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    // It runs on another thread because opening a pipe blocks until somebody writes to it.
    private static FileStream Open(string path, CancellationToken cancel)
    {
        var opening = Task.Run(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan), cancel);
        Task.WaitAny([opening], cancel);
        return opening.GetAwaiter().GetResult();
    }

    private IContent OpenContent(string path)
    {
        var isCompressed = path.EndsWith(GzipSuffix, StringComparison.OrdinalIgnoreCase);
        IContent content = isCompressed ? new GzipContent(_name, _file) : new FileContent(_file);
        if (_position > 0)
            return content;

        ReadAhead(content);
        if (OtherKind(Ahead) is { } kind)
            throw new FileRefusedException(_name, $"it is not text but {kind}");
        if (!Utf16Content.IsStartOf(Ahead))
            return content;

        content = new Utf16Content(content, Ahead);
        ReadAhead(content);
        return content;
    }

    private void ReadAhead(IContent content)
    {
        _aheadEnd = 0;
        while (_ahead.Length - _aheadEnd >= sizeof(int) && content.Read(_ahead.AsSpan(_aheadEnd)) is var count and > 0)
        {
            _cancel.ThrowIfCancellationRequested();
            _aheadEnd += count;
        }
    }

    // The file formats prescribe these first bytes.
    private static string? OtherKind(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "an Excel workbook or another zip archive; open it and save it as CSV UTF-8",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "an Excel workbook; open it and save it as CSV UTF-8",
        [0x1F, 0x8B, ..] => "compressed with gzip; give it a name that ends in .csv.gz",
        _ => null,
    };

    private int TakeAhead(Span<byte> buffer)
    {
        var taken = Ahead[..Math.Min(Ahead.Length, buffer.Length)];
        taken.CopyTo(buffer);
        _aheadStart += taken.Length;
        return taken.Length;
    }
}
