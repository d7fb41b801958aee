namespace StoreMonitor.Ingestion;

/// <summary>A file that is refused as a whole: nothing of it was stored.</summary>
internal sealed class FileRefusedException(string file, string reason) : Exception($"{file}: {reason}; nothing of it was stored");
