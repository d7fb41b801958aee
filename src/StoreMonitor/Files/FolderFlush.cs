using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>Flushes the names in a folder to the disk. Without that, a power cut can undo a rename that has succeeded.</summary>
/// <remarks>It calls the system itself, because .NET 10 cannot open a folder (<see cref="File.OpenHandle"/> refuses it).</remarks>
internal static unsafe partial class FolderFlush
{
    // O_RDONLY of open(2).
    private const int ReadOnly = 0;

    // EINVAL: the file system cannot flush a folder, as fsync(2) says.
    private const int NotSupported = 22;

    /// <param name="folder">A folder that exists.</param>
    /// <exception cref="IOException">The disk has failed.</exception>
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        int descriptor;
        fixed (byte* name = Encoding.UTF8.GetBytes(folder + '\0'))
            descriptor = open(name, ReadOnly);

        // A folder in which names may be made but not read cannot be opened. The rename has succeeded all the same.
        if (descriptor < 0)
            return;
        try
        {
            if (fsync(descriptor) < 0 && Marshal.GetLastPInvokeError() is var error && error != NotSupported)
                throw new IOException($"{folder} cannot be flushed to the disk: {new Win32Exception(error).Message}");
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    [LibraryImport("libc")]
    private static partial int open(byte* path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
