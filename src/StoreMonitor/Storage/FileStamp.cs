namespace StoreMonitor.Storage;

/// <summary>By what a change of a file is noticed: its full path, its length in bytes, and when it was last written.</summary>
internal readonly record struct FileStamp(string Path, long Length, long WrittenAtMicroseconds)
{
    /// <summary>The stamp of a file as it is now; of what a symbolic link refers to, because the link itself never changes.</summary>
    public static FileStamp Of(string path)
    {
        FileSystemInfo entry = new FileInfo(path);
        var file = (entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry) as FileInfo;
        return file is { Exists: true }
            ? new FileStamp(entry.FullName, file.Length, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
            : new FileStamp(entry.FullName, 0, 0);
    }
}
