namespace StoreMonitor.Ingestion;

/// <summary>How far the reading of a file has come.</summary>
internal readonly record struct IngestProgress(string File, long BytesRead, long BytesInAll);
