namespace StoreMonitor.Ingestion;

/// <summary>How far a file has been read.</summary>
internal readonly record struct IngestProgress(string File, long BytesRead, long BytesInAll);
