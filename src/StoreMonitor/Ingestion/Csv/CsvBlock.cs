using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>
/// A block of lines of a file and the batch parsed from it: filled by the reading thread, parsed by another, then consumed by the first.
/// </summary>
internal sealed class CsvBlock<TBatch>(TBatch batch)
    where TBatch : ICsvBatch
{
#if DEBUG
    // Small, so that the tests cross the boundary.
    private const int Size = 512;
#else
    // The buffer and its batch fit the second-level cache. Chosen; 128 KiB to 1 MiB measure alike.
    private const int Size = 1 << 18;
#endif

    private readonly byte[] _buffer = new byte[Size];
    private int _length;

    /// <summary>The start of the block.</summary>
    public FilePosition Start { get; private set; }

    /// <summary>The start of the next block.</summary>
    public FilePosition End { get; private set; }

    /// <summary>The facts parsed from the rows.</summary>
    public TBatch Batch { get; } = batch;

    /// <summary>Whether the rows were parsed.</summary>
    public bool IsParsed { get; private set; }

    /// <summary>The number of rows.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads whole lines from a position on.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryFill(SafeFileHandle file, FilePosition start)
    {
        var filled = 0;
        while (RandomAccess.Read(file, _buffer.AsSpan(filled), start.Position + filled) is var count and > 0)
            filled += count;

        // A line that is cut off is read again with the next block. A block without any line end is empty.
        _length = filled < Size ? filled : _buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
        (Start, End) = (start, start.After(_buffer.AsSpan(0, _length)));
        return filled > 0;
    }

    /// <summary>Parses the rows into the batch, on any thread, if they are plain: see <see cref="CsvBlocks{TBatch}"/>.</summary>
    public void Parse(CsvShape shape)
    {
        IsParsed = false;
        if (!IsPlain(_buffer.AsSpan(0, _length)))
            return;

        using var rows = new CsvRows(_buffer.AsMemory(0, _length), shape, Start);
        if (Start == FilePosition.Start && !rows.HasHeader)
            return;

        Batch.Fill(rows, int.MaxValue);
        RowsRead = rows.RowsRead;
        IsParsed = true;
    }

    // A byte order mark at the start of a later block would be mistaken for that of a file.
    private bool IsPlain(ReadOnlySpan<byte> lines) =>
        !lines.IsEmpty && !lines.ContainsAny((byte)'"', (byte)0) && Utf8.IsValid(lines)
        && (Start == FilePosition.Start || !lines.StartsWith("\uFEFF"u8));
}
