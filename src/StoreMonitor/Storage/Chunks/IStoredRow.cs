namespace StoreMonitor.Storage.Chunks;

/// <summary>A row of stored facts that a query is at, whichever database it comes from. Columns are numbered from 0.</summary>
internal interface IStoredRow
{
    long Int64(int column);

    bool IsNull(int column);

    /// <exception cref="DamagedFactsException">There is no text where one must be.</exception>
    string Text(int column);

    /// <summary>Text as the bytes that are stored; valid until the query goes to the next row.</summary>
    ReadOnlySpan<byte> Utf8(int column);
}
