using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;

namespace StoreMonitor.Storage;

/// <summary>How long the system lets a file become: <c>ulimit -f</c>, or what the file system can hold.</summary>
internal static class FileSizeLimit
{
    // SIGXFSZ, the same on every Unix that .NET runs on; it has no name there.
    private const PosixSignal Exceeded = (PosixSignal)25;

    // More than SQLite writes at a time, and than it takes back of a database that it could not make. Chosen.
    private const int Headroom = 1 << 16;

    // Never disposed of: a signal that is under way then would still end the process.
    private static PosixSignalRegistration? _signal;

    /// <summary>Lets a write beyond the limit fail from now on; the system would end the process.</summary>
    public static void FailWrites()
    {
        if (!OperatingSystem.IsWindows())
            _signal ??= PosixSignalRegistration.Create(Exceeded, signal => signal.Cancel = true);
    }

    /// <summary>What a failure of SQLite comes from, if it is the limit: it has one code for all that keeps it from writing.</summary>
    /// <remarks>To be asked in an exception filter, while the connection is open: its log goes with it.</remarks>
    public static FileSizeLimitException? Behind(SqliteException failure, string database)
    {
        if (failure.SqliteErrorCode != raw.SQLITE_IOERR)
            return null;

        string[] files = [database + "-wal", database + "-journal", database + "-shm", database];
        return files.FirstOrDefault(file => File.Exists(file) && !CanGrow(file)) is { } file ? new FileSizeLimitException(file, failure) : null;
    }

    // Tried on an empty file beside it, which takes no room on the disk.
    private static bool CanGrow(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var twin = new FileStream(
            Path.Combine(folder, $".length-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0,
            FileOptions.DeleteOnClose);
        try
        {
            twin.SetLength(new FileInfo(path).Length + Headroom);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
