
namespace StoreMonitor.Files;

/// <summary>Checks that a folder accepts a new file and that its disk has free space.</summary>
internal static class DiskSpaceProbe
{
    // With less free space than this, the disk counts as full, because the next write would not fit. Larger than the report of some
    // thousand stores. Chosen.
    private const int Bytes = 1 << 20;

    private const int BytesWritten = 4_096;

    // The HRESULT that .NET uses when preallocation fails. Other failures carry the error code of the system instead.
    private const int NoRoom = unchecked((int)0x80131620);

    /// <summary>Preallocates a file, writes to it, and deletes it.</summary>
    /// <exception cref="IOException">The disk is full or nearly full, or the folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or its file system is read-only.</exception>
    public static void Run(string folder)
    {
        using var file = Open(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"));
        file.Write(new byte[BytesWritten]);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose,
                PreallocationSize = Bytes,
            });
        }
        catch (IOException failure) when (failure.HResult == NoRoom)
        {
            throw new DiskFullException(path, failure);
        }
    }
}
