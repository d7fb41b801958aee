namespace StoreMonitor.Tests.Support.PowerLoss;

/// <summary>One thing that the program asked of the disk, or said to somebody, in the order in which it did.</summary>
internal abstract record DiskCall
{
    private DiskCall()
    {
    }

    /// <summary>A file was made, or emptied if it was there.</summary>
    internal sealed record Create(string Path, bool IsEmptied) : DiskCall;

    internal sealed record Write(string Path, long Offset, byte[] Content) : DiskCall;

    internal sealed record Resize(string Path, long Length) : DiskCall;

    /// <summary>The call that waits until the content of a file, or the names in a folder, are on the disk, has returned.</summary>
    internal sealed record Sync(string Path) : DiskCall;

    internal sealed record Rename(string From, string To) : DiskCall;

    internal sealed record Remove(string Path) : DiskCall;

    /// <summary>What was written to anything but a file of the folder: a pipe, a socket.</summary>
    internal sealed record Said(string Text) : DiskCall;
}
