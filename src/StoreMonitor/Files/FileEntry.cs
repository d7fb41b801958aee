using System.Runtime.InteropServices;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>What a path can refer to.</summary>
internal enum FileKind
{
    File,
    Folder,
    Pipe,
    Device,
}

/// <summary>What is at a path, symbolic links followed. Two paths with equal device and inode are one file, by whatever names.</summary>
/// <param name="Device">The file system; 0 where the system does not tell.</param>
/// <param name="Inode">The file within it; 0 where the system does not tell.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct FileEntry(FileKind Kind, ulong Device, ulong Inode, long Length)
{
    /// <summary>How many names (hard links) it has; one where the system does not tell.</summary>
    public uint Names { get; init; } = 1;

    /// <summary>The number of the user whose it is; <c>null</c> where the system does not tell.</summary>
    public uint? Owner { get; init; }

    /// <summary>What is at a path; <c>null</c> when nothing is, or when a link leads nowhere.</summary>
    public static FileEntry? At(string path) => OperatingSystem.IsLinux() ? Linux.At(path) : Portable(path);

    /// <summary>Whether both are one file: the same, or hard links to it.</summary>
    public bool IsSameAs(FileEntry? other) => Inode != 0 && other is { } entry && entry.Device == Device && entry.Inode == Inode;

    private static FileEntry? Portable(string path)
    {
        if (Directory.Exists(path))
            return new FileEntry(FileKind.Folder, 0, 0, 0);

        FileSystemInfo entry = new FileInfo(path);
        entry = entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;
        return entry is FileInfo { Exists: true } file ? new FileEntry(FileKind.File, 0, 0, file.Length) : null;
    }

    /// <summary>The system call statx, whose record has the same layout on every architecture: statx(2).</summary>
    private static unsafe class Linux
    {
        private const int CurrentFolder = -100;
        private const uint BasicStats = 0x7FF;
        private const int RecordLength = 256;

        private const int TypeMask = 0xF000;
        private const int PipeType = 0x1000;
        private const int CharacterDeviceType = 0x2000;
        private const int FolderType = 0x4000;
        private const int BlockDeviceType = 0x6000;
        private const int SocketType = 0xC000;

        public static FileEntry? At(string path)
        {
            var record = stackalloc byte[RecordLength];
            fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            {
                if (statx(CurrentFolder, name, 0, BasicStats, record) != 0)
                    return null;
            }

            var device = ((ulong)*(uint*)(record + 136) << 32) | *(uint*)(record + 140);
            return new FileEntry(KindOf(*(ushort*)(record + 28)), device, *(ulong*)(record + 32), *(long*)(record + 40))
            {
                Names = *(uint*)(record + 16),
                Owner = *(uint*)(record + 20),
            };
        }

        private static FileKind KindOf(int mode) => (mode & TypeMask) switch
        {
            PipeType or SocketType => FileKind.Pipe,
            CharacterDeviceType or BlockDeviceType => FileKind.Device,
            FolderType => FileKind.Folder,
            _ => FileKind.File,
        };

        [DllImport("libc")]
        private static extern int statx(int folder, byte* path, int flags, uint mask, byte* record);
    }
}
