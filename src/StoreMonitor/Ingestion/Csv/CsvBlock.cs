using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>Some lines of a file, and what its rows become: read by one thread, then turned by another, then taken by the first.</summary>
internal sealed class CsvBlock<TBatch>(TBatch batch)
    where TBatch : ICsvBatch
{
#if DEBUG
    // Small, so that the tests cross the boundary.
    private const int Size = 512;
#else
    // With what its rows become it fits the second-level cache; chosen, 128 KiB to 1 MiB measure alike.
    private const int Size = 1 << 18;
#endif

    private readonly byte[] _buffer = new byte[Size];
    private int _length;

    /// <summary>Where it starts.</summary>
    public FilePosition Place { get; private set; }

    /// <summary>Where the next one starts.</summary>
    public FilePosition End { get; private set; }

    /// <summary>What its rows became.</summary>
    public TBatch Batch { get; } = batch;

    /// <summary>Whether its rows became something.</summary>
    public bool IsParsed { get; private set; }

    /// <summary>The number of its rows.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads the lines from a place on.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryFill(SafeFileHandle file, FilePosition place)
    {
        var filled = 0;
        while (RandomAccess.Read(file, _buffer.AsSpan(filled), place.Position + filled) is var count and > 0)
            filled += count;

        // A line that does not fit is read again with the next block; a block that has none but that is empty.
        _length = filled < Size ? filled : _buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
        (Place, End) = (place, place.After(_buffer.AsSpan(0, _length)));
        return filled > 0;
    }

    /// <summary>Turns the rows into the batch, on any thread, if they are plain: see <see cref="CsvBlocks{TBatch}"/>.</summary>
    public void Parse(CsvShape shape)
    {
        IsParsed = false;
        if (!IsPlain(_buffer.AsSpan(0, _length)))
            return;

        using var rows = new CsvRows(_buffer.AsMemory(0, _length), shape, Place);
        if (Place == FilePosition.Start && !rows.HasHeader)
            return;

        Batch.Fill(rows, int.MaxValue);
        RowsRead = rows.RowsRead;
        IsParsed = true;
    }

    // A mark at the start of a block would be taken for the mark of a file.
    private bool IsPlain(ReadOnlySpan<byte> lines) =>
        !lines.IsEmpty && !lines.ContainsAny((byte)'"', (byte)0) && Utf8.IsValid(lines)
        && (Place == FilePosition.Start || !lines.StartsWith("\uFEFF"u8));
}
