namespace StoreMonitor.Files;

/// <summary>There is no space left on the disk for a write.</summary>
internal sealed class DiskFullException(string path, Exception cause) : IOException($"{Reason} ({path})", cause)
{
    public const string Reason = "the disk is full; the work in progress is rolled back";
}
