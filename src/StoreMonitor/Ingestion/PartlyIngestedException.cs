namespace StoreMonitor.Ingestion;

/// <summary>A file failed after others were stored: nothing of it is stored, and the others stay.</summary>
internal sealed class PartlyIngestedException(IngestSummary stored, Exception failure) : Exception(failure.Message, failure)
{
    /// <summary>What became of the files before it.</summary>
    public IngestSummary Stored { get; } = stored;
}
