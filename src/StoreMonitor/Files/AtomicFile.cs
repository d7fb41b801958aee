namespace StoreMonitor.Files;

/// <summary>A file that appears whole or not at all: written under another name, flushed to the disk, then renamed.</summary>
internal sealed class AtomicFile : IDisposable
{
    /// <summary>What the name ends in while the file is being written.</summary>
    public const string PartialSuffix = ".partial";

    private readonly string _path;
    private readonly string _partial;
    private bool _isCommitted;

    /// <exception cref="IOException">The folder cannot be made, or the file not be written.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

        // Under a name of this writer's own: two who write one file at a time must not write into each other's.
        _partial = NewPartialOf(_path);
        Stream = new OutputStream(_partial, _path);
    }

    /// <summary>Removes what killed processes left half written; what a living one is writing stays, and what may not be removed.</summary>
    /// <param name="folder">Where to look; need not be there.</param>
    /// <param name="isName">Tells, of the name that a file would have had, whether it is to be removed.</param>
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

    /// <summary>A name for what is half written of a file; each time another.</summary>
    /// <remarks>Not by a generator of random numbers for secrets, which has OpenSSL loaded for it: a tenth of a cold report.</remarks>
    public static string NewPartialOf(string path) => $"{path}.{Guid.NewGuid():N}{PartialSuffix}";

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name, replacing one that has it. Nothing may be written after.</summary>
    /// <remarks>
    /// The content is on the disk before the name is. The name itself may be lost in a power cut, which leaves the old file, or none: it is
    /// on the disk once the folder is flushed, and .NET 10 opens no folder for that (<see cref="File.OpenHandle"/> refuses one; tried on
    /// Linux). A complete report whose file is gone for that is answered with 410, and the next one writes it anew.
    /// </remarks>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        KeepMode();

        // While it is open: closed and half named, it would look left behind.
        File.Move(_partial, _path, overwrite: true);
        _isCommitted = true;
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
            // On a full disk this fails once more, with what is still in its buffer.
            Stream.Dispose();
        }
    }

    // Whoever could read the file before can read it afterwards, and nobody else.
    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_path))
            File.SetUnixFileMode(Stream.SafeFileHandle, File.GetUnixFileMode(_path));
    }

    /// <summary>The name that <see cref="NewPartialOf"/> was given; <c>null</c> for what it did not make, which is somebody else's.</summary>
    public static string? NameOf(string partial)
    {
        var stem = Path.GetFileNameWithoutExtension(partial);
        var random = Path.GetExtension(stem.AsSpan());
        return random.Length > 1 && Guid.TryParseExact(random[1..], "N", out _) ? Path.GetFileNameWithoutExtension(stem) : null;
    }

    // Who writes a file holds a lock on it, which ends with the process. It is removed only once this one has the lock.
    private static void RemoveIfLeftBehind(string partial)
    {
        try
        {
            using var alone = new FileStream(
                partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is being written, or is for somebody else to remove; either way in nobody's way.
        }
    }
}
