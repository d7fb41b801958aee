using System.IO.Compression;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>The content of a gzip file, of one member or several, decompressed as it is read.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a file that breaks off for one that ends. So a last member of our own, one zero byte, is appended to the file: it
/// comes out at the end only if everything before it was complete and its checksums were right.
/// </remarks>
internal sealed class GzipContent : IContent
{
    private static readonly byte[] LastMember = Compressed([0]);

    private readonly string _file;
    private readonly GZipStream _members;

    // The last byte read is held back, because it may be the one of the last member.
    private int _heldBack = -1;
    private bool _hasEnded;

    /// <param name="file">Its name, for messages.</param>
    /// <param name="compressed">The file; it is disposed with this.</param>
    public GzipContent(string file, Stream compressed)
    {
        _file = file;
        _members = new GZipStream(new Appended(compressed, LastMember), CompressionMode.Decompress);
    }

    /// <exception cref="FileRefusedException">The file breaks off, or is damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        if (buffer.Length < 2)
            throw new ArgumentException("a buffer has room for two bytes", nameof(buffer));
        if (_hasEnded)
            return 0;

        // The new bytes go behind the one held back, and the last of them is held back in turn.
        var start = _heldBack < 0 ? 0 : 1;
        var count = ReadMembers(buffer[start..]);
        if (count == 0)
        {
            _hasEnded = true;
            return _heldBack == 0 ? 0 : throw Damaged();
        }

        if (start == 1)
            buffer[0] = (byte)_heldBack;
        _heldBack = buffer[start + count - 1];

        // Zero bytes would mean the end; the next read has at least one.
        return start + count - 1 is var length and > 0 ? length : Read(buffer);
    }

    public void Dispose() => _members.Dispose();

    private int ReadMembers(Span<byte> buffer)
    {
        try
        {
            return _members.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private FileRefusedException Damaged() => new(_file, "its gzip content breaks off or is damaged");

    private static byte[] Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }

    /// <summary>A stream, and some bytes after its end.</summary>
    private sealed class Appended(Stream stream, byte[] end) : Stream
    {
        private int _endRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (stream.Read(buffer) is var count and > 0)
                return count;

            var rest = end.AsSpan(_endRead);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            _endRead += rest.Length;
            return rest.Length;
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
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
