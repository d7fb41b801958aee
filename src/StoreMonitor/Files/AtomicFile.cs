namespace StoreMonitor.Files;

/// <summary>A file that appears atomically: it is written under a temporary name, flushed to the disk, then renamed.</summary>
internal sealed class AtomicFile : IDisposable
{
    /// <summary>The suffix of the temporary name.</summary>
    public const string PartialSuffix = ".partial";

    private readonly string _path;
    private readonly string _partial;
    private bool _isCommitted;

    /// <exception cref="IOException">The folder cannot be created, or the file cannot be written.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

        // The name is unique to this writer, so that two writers of the same file never share a partial file.
        _partial = NewPartialOf(_path);
        Stream = new FileStream(_partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>
    /// Removes partial files that killed processes left behind. It skips files that are still being written and files that it may not
    /// remove.
    /// </summary>
    /// <param name="folder">The folder to clean; it may be missing.</param>
    /// <param name="isName">Decides by the final name of a file whether its partial file is to be removed.</param>
    public static void RemoveLeftBehind(string folder, Predicate<string> isName)
    {
        if (!Directory.Exists(folder))
            return;

        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        foreach (var partial in Directory.EnumerateFiles(folder, $"*{PartialSuffix}", options))
        {
            if (NameOf(Path.GetFileName(partial)) is { } name && isName(name))
                RemoveIfLeftBehind(partial);
        }
    }

    /// <summary>A new, unique temporary name for a file.</summary>
    /// <remarks>It uses a GUID because the cryptographic random number generator would load OpenSSL: see docs/cold-start.md.</remarks>
    public static string NewPartialOf(string path) => $"{path}.{Guid.NewGuid():N}{PartialSuffix}";

    /// <summary>The stream to write the content to.</summary>
    public FileStream Stream { get; }

    /// <summary>Renames the file to its final name, replacing an existing file. Nothing may be written afterwards.</summary>
    /// <remarks>
    /// The content is flushed before the rename, and the folder after it: a power cut leaves the old file or the new one, and the new one
    /// once this has returned.
    /// </remarks>
    /// <exception cref="IOException">The disk has failed.</exception>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        KeepMode();

        // The rename happens while the file is open. A closed file with a temporary name would look abandoned.
        File.Move(_partial, _path, overwrite: true);
        _isCommitted = true;
        FolderFlush.Run(Path.GetDirectoryName(_path)!);
        Stream.Dispose();
    }

    public void Dispose()
    {
        try
        {
            if (!_isCommitted)
                File.Delete(_partial);
        }
        finally
        {
            // On a full disk, flushing the rest of the buffer fails again.
            Stream.Dispose();
        }
    }

    // The new file keeps the permissions of the file that it replaces.
    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_path))
            File.SetUnixFileMode(Stream.SafeFileHandle, File.GetUnixFileMode(_path));
    }

    /// <summary>The final name behind a name made by <see cref="NewPartialOf"/>; <c>null</c> if the name was not made by it.</summary>
    public static string? NameOf(string partial)
    {
        var stem = Path.GetFileNameWithoutExtension(partial);
        var random = Path.GetExtension(stem.AsSpan());
        return random.Length > 1 && Guid.TryParseExact(random[1..], "N", out _) ? Path.GetFileNameWithoutExtension(stem) : null;
    }

    // A writer holds a lock on its file until its process ends. The file is removed only while this process holds that lock.
    private static void RemoveIfLeftBehind(string partial)
    {
        try
        {
            using var alone = new FileStream(
                partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file is being written, or this process may not remove it.
        }
    }
}
