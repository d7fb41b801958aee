using System.Runtime.InteropServices;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>Names the owner of a file, and checks write access, for messages.</summary>
internal static unsafe partial class FileOwner
{
    // W_OK of access(2).
    private const int Write = 2;

    /// <summary>A phrase such as <c> (which belongs to ann)</c>; empty if the owner is unknown.</summary>
    public static string Described(string path) => FileEntry.At(path)?.Owner is { } owner ? $" (which belongs to {NameOf(owner)})" : "";

    /// <summary>Whether this process may write to a file or folder; <c>true</c> if that cannot be determined.</summary>
    public static bool MayWrite(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return access(name, Write) == 0;
    }

    private static string NameOf(uint owner)
    {
        try
        {
            // Each line holds name, password and number: https://man7.org/linux/man-pages/man5/passwd.5.html.
            var user = File.ReadLines("/etc/passwd")
                .Select(line => line.Split(':'))
                .FirstOrDefault(user => user.Length > 2 && user[2] == $"{owner}");
            return user?[0] ?? $"the user with the number {owner}";
        }
        catch (IOException)
        {
            return $"the user with the number {owner}";
        }
    }

    [LibraryImport("libc")]
    private static partial int access(byte* path, int mode);
}
