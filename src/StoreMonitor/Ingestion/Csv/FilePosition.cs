namespace StoreMonitor.Ingestion.Csv;

/// <summary>The position of a line start in a file.</summary>
/// <param name="Position">The number of bytes before it.</param>
/// <param name="Line">The 1-based line number.</param>
internal readonly record struct FilePosition(long Position, long Line)
{
    public static readonly FilePosition Start = new(0, 1);

    /// <summary>The position after some lines, the last of which is complete.</summary>
    public FilePosition After(ReadOnlySpan<byte> lines) => new(Position + lines.Length, Line + LineEndsIn(lines));

    // The CSV reader counts LF, CR, and CR LF as one line end each.
    private static int LineEndsIn(ReadOnlySpan<byte> lines)
    {
        var count = lines.Count((byte)'\n');
        for (var next = lines.IndexOf((byte)'\r'); next >= 0; next = lines.IndexOf((byte)'\r'))
        {
            lines = lines[(next + 1)..];
            count += lines.StartsWith((byte)'\n') ? 0 : 1;
        }

        return count;
    }
}
