using System.IO.Compression;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>Decompresses a gzip file of one or several members while it is read.</summary>
/// <see cref="GZipStream"/> does not distinguish a truncated file from a complete one. Therefore a member that holds one zero byte is
/// appended to the file: that byte comes out at the end only if everything before it was complete and had correct checksums.
internal sealed class GzipContent : IContent
{
    private static readonly byte[] LastMember = Compressed([0]);

    private readonly string _file;
    private readonly GZipStream _members;

    // The last byte read is held back because it may be that of the appended member.
    private int _heldBack = -1;
    private bool _hasEnded;

    /// <param name="file">The file name, for messages.</param>
    /// <param name="compressed">The compressed file; it is disposed of with this object.</param>
    public GzipContent(string file, Stream compressed)
    {
        _file = file;
        _members = new GZipStream(new Appended(compressed, LastMember), CompressionMode.Decompress);
    }

    /// <exception cref="FileRefusedException">The file is truncated or damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        if (buffer.Length < 2)
            throw new ArgumentException("a buffer has room for two bytes", nameof(buffer));
        if (_hasEnded)
            return 0;

        // New bytes go behind the held-back byte, and the last of them is held back in turn.
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

        // Zero bytes would signal the end; the next read returns at least one.
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

    private FileRefusedException Damaged() => new(_file, "its gzip content is truncated or damaged");

    private static byte[] Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }

    /// <summary>A stream with some bytes appended.</summary>
    private sealed class Appended(Stream stream, byte[] end) : ForwardStream
    {
        private int _endRead;

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

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
