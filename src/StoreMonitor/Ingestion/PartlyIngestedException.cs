namespace StoreMonitor.Ingestion;

/// <summary>A file failed after others were stored. Nothing of it is stored; the others stay stored.</summary>
internal sealed class PartlyIngestedException(IngestSummary stored, Exception failure) : Exception(failure.Message, failure)
{
    /// <summary>The outcome of the files before it.</summary>
    public IngestSummary Stored { get; } = stored;
}
