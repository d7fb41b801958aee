namespace StoreMonitor.Ingestion;

/// <summary>Several files are refused before anything was stored; each has a line of its own.</summary>
internal sealed class FilesRefusedException(IEnumerable<FileRefusedException> refusals)
    : Exception(string.Join('\n', refusals.Select(refusal => refusal.Message)));
