namespace StoreMonitor.Ingestion;

/// <summary>What some rows of a file become before they are stored.</summary>
internal interface ICsvPart
{
    /// <summary>Reads rows until there are no more, or it has read so many.</summary>
    /// <returns>Whether there may be more.</returns>
    bool Fill(CsvRows rows, int most);
}
