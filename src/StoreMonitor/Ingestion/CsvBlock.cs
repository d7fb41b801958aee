using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace StoreMonitor.Ingestion;

/// <summary>Some lines of a file, and what its rows become: read by one thread, then turned by another, then taken by the first.</summary>
internal sealed class CsvBlock<TPart>(TPart part)
    where TPart : ICsvPart
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
    public FilePlace Place { get; private set; }

    /// <summary>Where the next one starts.</summary>
    public FilePlace End { get; private set; }

    /// <summary>What its rows became.</summary>
    public TPart Part { get; } = part;

    /// <summary>Whether its rows became something.</summary>
    public bool IsTurned { get; private set; }

    /// <summary>The number of its rows.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads the lines from a place on.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryFill(SafeFileHandle file, FilePlace place)
    {
        var filled = 0;
        while (RandomAccess.Read(file, _buffer.AsSpan(filled), place.Position + filled) is var count and > 0)
            filled += count;

        // A line that does not fit is read again with the next block; a block that has none but that is empty.
        _length = filled < Size ? filled : _buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
        (Place, End) = (place, place.After(_buffer.AsSpan(0, _length)));
        return filled > 0;
    }

    /// <summary>Turns the rows into the part, on any thread, if they are plain: see <see cref="CsvBlocks{TPart}"/>.</summary>
    public void Turn(CsvShape shape)
    {
        IsTurned = false;
        if (!IsPlain(_buffer.AsSpan(0, _length)))
            return;

        using var rows = new CsvRows(_buffer.AsMemory(0, _length), shape, Place);
        if (Place == FilePlace.Start && !rows.HasHeader)
            return;

        Part.Fill(rows, int.MaxValue);
        RowsRead = rows.RowsRead;
        IsTurned = true;
    }

    // A mark at the start of a block would be taken for the mark of a file.
    private bool IsPlain(ReadOnlySpan<byte> lines) =>
        !lines.IsEmpty && !lines.ContainsAny((byte)'"', (byte)0) && Utf8.IsValid(lines)
        && (Place == FilePlace.Start || !lines.StartsWith("\uFEFF"u8));
}
