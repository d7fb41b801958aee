namespace StoreMonitor.Storage.Chunks;

/// <summary>A row of <c>poll_chunks</c> whose checksum was verified.</summary>
/// <remarks>
/// Each chunk names the one before it, and the store names its latest one: whoever reads a store's chunks back in time notices when a
/// damaged page hides one of them.
/// </remarks>
internal readonly ref struct StoredChunk
{
    /// <summary>What a SELECT must name for <see cref="Take"/>.</summary>
    public const string Columns = "from_us, prev_us, polls, checksum";

    private StoredChunk(long from, long previous, ReadOnlySpan<byte> text)
    {
        From = from;
        Previous = previous;
        Text = text;
    }

    /// <summary>The instant of its first poll, in microseconds.</summary>
    public long From { get; }

    /// <summary>
    /// The instant of the first poll of the store's chunk before this one; <see cref="PollChunk.None"/> when this is the first one.
    /// </summary>
    public long Previous { get; }

    /// <summary>Its polls, for <see cref="PollChunk.Reader"/>; valid until the query goes to the next row.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>A chunk that was verified when it was read.</summary>
    public static StoredChunk Of(long from, long previous, ReadOnlySpan<byte> text) => new(from, previous, text);

    /// <summary>Takes the row that a query is at.</summary>
    /// <exception cref="DamagedFactsException">It is not what was stored of this store: the database is damaged.</exception>
    public static StoredChunk Take(IStoredRow row, int storeKey)
    {
        var chunk = new StoredChunk(row.Int64(0), row.IsNull(1) ? PollChunk.None : row.Int64(1), row.Utf8(2));
        return row.Int64(3) == Checksum.Of(storeKey, chunk.From, chunk.Previous, chunk.Text)
            ? chunk
            : throw new DamagedFactsException("a chunk of polls");
    }

    /// <summary>That this chunk is the one that a later chunk, or the store, names.</summary>
    /// <exception cref="DamagedFactsException">It is another one: the database is damaged.</exception>
    public void MustBe(long named)
    {
        if (From != named)
            throw Missing();
    }

    /// <summary>That no chunk is named where none was found.</summary>
    /// <exception cref="DamagedFactsException">One is: the database is damaged.</exception>
    public static void MustBeNone(long named)
    {
        if (named != PollChunk.None)
            throw Missing();
    }

    private static DamagedFactsException Missing() => new("the table of polls");
}
