namespace StoreMonitor.Ingestion.Csv;

/// <summary>What some rows of a file become before they are stored.</summary>
internal interface ICsvBatch
{
    /// <summary>Reads rows until there are no more, or it has read so many.</summary>
    /// <returns>Whether there may be more.</returns>
    bool Fill(CsvRows rows, int most);
}
