using System.Runtime.InteropServices;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>The kinds of file system entries.</summary>
internal enum FileKind
{
    File,
    Folder,
    Pipe,
    Device,
}

/// <summary>The entry at a path, with symbolic links followed. Two paths with equal device and inode refer to the same file.</summary>
/// <param name="Device">The file system; 0 if unknown.</param>
/// <param name="Inode">The file within it; 0 if unknown.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct FileEntry(FileKind Kind, ulong Device, ulong Inode, long Length)
{
    /// <summary>The number of hard links; 1 if unknown.</summary>
    public uint Names { get; init; } = 1;

    /// <summary>The user id of the owner; <c>null</c> if unknown.</summary>
    public uint? Owner { get; init; }

    /// <summary>The entry at a path; <c>null</c> if there is none or if a link is dangling.</summary>
    public static FileEntry? At(string path) => OperatingSystem.IsLinux() ? Linux.At(path) : Portable(path);

    /// <summary>Whether both are the same file, or hard links to it.</summary>
    public bool IsSameAs(FileEntry? other) => Inode != 0 && other is { } entry && entry.Device == Device && entry.Inode == Inode;

    private static FileEntry? Portable(string path)
    {
        if (Directory.Exists(path))
            return new FileEntry(FileKind.Folder, 0, 0, 0);

        FileSystemInfo entry = new FileInfo(path);
        entry = entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;
        return entry is FileInfo { Exists: true } file ? new FileEntry(FileKind.File, 0, 0, file.Length) : null;
    }

    /// <summary>The system call statx(2), whose record has the same layout on every architecture.</summary>
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
