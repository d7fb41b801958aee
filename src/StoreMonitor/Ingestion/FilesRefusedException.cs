namespace StoreMonitor.Ingestion;

/// <summary>Several files are refused before anything was stored; the message has a line for each.</summary>
internal sealed class FilesRefusedException(IEnumerable<FileRefusedException> refusals)
    : Exception(string.Join('\n', refusals.Select(refusal => refusal.Message)));
