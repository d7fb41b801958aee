
namespace StoreMonitor.Files;

/// <summary>A new file being written. Where it can grow no longer .NET speaks of an argument; this names the file.</summary>
/// <remarks>For synchronous writes. In a class derived from <see cref="FileStream"/>, spans are copied and come to the one method that is here.</remarks>
/// <param name="path">Where it is; nobody has a file there.</param>
/// <param name="target">The name that it will have when it is whole, for who reads of a failure.</param>
internal sealed class OutputStream(string path, string target)
    : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete)
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
            throw new FileSizeLimitException(target, tooLong);
        }
    }
}
