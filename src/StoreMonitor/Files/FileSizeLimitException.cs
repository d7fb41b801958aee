namespace StoreMonitor.Files;

/// <summary>A file would become longer than the system lets it.</summary>
internal sealed class FileSizeLimitException(string path, Exception cause) : IOException($"{path} {Reason}", cause)
{
    public const string Reason = "would exceed the limit on the size of files";
}
