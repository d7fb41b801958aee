namespace StoreMonitor.Ingestion.Csv;

/// <summary>The facts parsed from some rows of a file, before they are stored.</summary>
internal interface ICsvBatch
{
    /// <summary>Parses rows until the input ends or the given number is reached.</summary>
    /// <returns>Whether there may be more rows.</returns>
    bool Fill(CsvRows rows, int most);
}
