namespace StoreMonitor.Ingestion.Csv;

/// <summary>A place in a file where a line starts.</summary>
/// <param name="Position">How many bytes are before it.</param>
/// <param name="Line">The 1-based number of the line.</param>
internal readonly record struct FilePosition(long Position, long Line)
{
    public static readonly FilePosition Start = new(0, 1);

    /// <summary>The place after some lines, of which the last is whole.</summary>
    public FilePosition After(ReadOnlySpan<byte> lines) => new(Position + lines.Length, Line + LineEndsIn(lines));

    // As the CSV reader counts them: LF, CR, and CR LF as one.
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
