namespace StoreMonitor.Storage;

/// <summary>A file being written. Where it can grow no longer .NET speaks of an argument; this names the file.</summary>
/// <remarks>For synchronous writes. In a class derived from <see cref="FileStream"/>, spans are copied and come to the one method that is here.</remarks>
internal sealed class OutputStream(string path, FileMode mode, FileAccess access, FileShare share) : FileStream(path, mode, access, share)
{
    public override void Write(byte[] buffer, int offset, int count) => Try(() => base.Write(buffer, offset, count));

    public override void Flush(bool flushToDisk) => Try(() => base.Flush(flushToDisk));

    protected override void Dispose(bool disposing) => Try(() => base.Dispose(disposing));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new FileSizeLimitException(Name, tooLong);
        }
    }
}
