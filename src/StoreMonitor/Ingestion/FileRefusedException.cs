namespace StoreMonitor.Ingestion;

/// <summary>A file is refused as a whole; nothing of it was stored.</summary>
internal sealed class FileRefusedException(string file, string reason) : Exception($"{file}: {reason}; nothing of it was stored")
{
    /// <summary>Whether the cause is its rejected rows, so that the list of them explains it.</summary>
    public bool IsForRejectedRows { get; init; }
}
