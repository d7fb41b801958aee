namespace StoreMonitor.Storage;

/// <summary>Tries whether a folder takes another file, and whether its disk has room.</summary>
internal static class RoomProbe
{
    // A disk with less room than this counts as full: what is written next would not fit. More than the report of some thousand stores. Chosen.
    private const int Bytes = 1 << 20;

    private const int BytesWritten = 4_096;

    /// <summary>Takes the room, writes into it, and gives it back.</summary>
    /// <exception cref="IOException">The disk is full or nearly so, or the folder is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder, or its disk, is read-only.</exception>
    public static void Run(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
            PreallocationSize = Bytes,
        });
        file.Write(new byte[BytesWritten]);
    }
}
