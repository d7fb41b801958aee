namespace StoreMonitor.Files;

/// <summary>No room is left for what was to be written.</summary>
internal sealed class DiskFullException(string path, Exception cause) : IOException($"{Reason} ({path})", cause)
{
    public const string Reason = "the disk is full; what was under way is rolled back";
}
