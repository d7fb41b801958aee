using StoreMonitor.Files;

namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>The files that a database is made of.</summary>
internal static class DatabaseFiles
{
    // What is kept beside a database, by what is added to its name. A log holds what was acknowledged.
    private static readonly string[] BesideSuffixes = ["-wal", "-shm", "-journal", AcknowledgedFile.Suffix];

    // What every SQLite database begins with: https://www.sqlite.org/fileformat2.html, 1.3.1.
    private static ReadOnlySpan<byte> FileStart => "SQLite format 3\0"u8;

    /// <summary>The file of a database, and what may be beside it.</summary>
    public static IEnumerable<string> Of(string path) => BesideSuffixes.Prepend("").Select(suffix => path + suffix);

    /// <summary>Whether a SQLite database is at a path, or what is kept beside one: this one by another name, or any other.</summary>
    public static bool IsAt(string path) =>
        BeginsAsDatabase(path)
        || BesideSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal) && BeginsAsDatabase(path[..^suffix.Length]));

    /// <summary>That the file has one name only, before anything is written to it.</summary>
    /// <exception cref="DatabaseRefusedException">It has hard links: SQLite keeps a log for each name, and each log would overwrite what
    /// the other one has.</exception>
    public static void MustHaveOneName(DatabaseAddress address)
    {
        if (FileEntry.At(address.RealPath)?.Names is > 1 and var names)
        {
            throw new DatabaseRefusedException(
                address.Path,
                $"has {names} names (hard links), and what is written by one name would be overwritten by another: "
                + "remove the others, or make copies of them");
        }
    }

    private static bool BeginsAsDatabase(string path)
    {
        // A pipe is not opened, because that could wait for ever. A link has a length of its own, so what it refers to is asked.
        if (FileEntry.At(path) is not { Kind: FileKind.File } file || file.Length < FileStart.Length)
            return false;

        using var stream = File.OpenRead(path);
        var start = new byte[FileStart.Length];
        stream.ReadExactly(start);
        return start.AsSpan().SequenceEqual(FileStart);
    }
}
