
namespace StoreMonitor.Files;

/// <summary>Tries whether a folder takes another file, and whether its disk has room.</summary>
internal static class DiskSpaceProbe
{
    // A disk with less room than this counts as full: what is written next would not fit. More than the report of some thousand stores. Chosen.
    private const int Bytes = 1 << 20;

    private const int BytesWritten = 4_096;

    // What .NET throws with when the room cannot be taken in advance: it leaves out the code of the system, which other failures have.
    private const int NoRoom = unchecked((int)0x80131620);

    /// <summary>Takes the room, writes into it, and gives it back.</summary>
    /// <exception cref="IOException">The disk is full or nearly so, or the folder is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder, or its disk, is read-only.</exception>
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
