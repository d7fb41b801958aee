namespace StoreMonitor.Ingestion;

/// <summary>A file that is refused as a whole: nothing of it was stored.</summary>
internal sealed class FileRefusedException(string file, string reason) : Exception($"{file}: {reason}; nothing of it was stored")
{
    /// <summary>Whether it is refused because of its rejected rows, so that the list of them says what is wrong.</summary>
    public bool IsForRejectedRows { get; init; }
}
