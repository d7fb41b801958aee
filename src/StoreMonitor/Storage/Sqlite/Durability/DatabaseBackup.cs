using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>Copies a database to a file of its own while others read and write it: docs/decisions/0014.</summary>
/// <remarks>
/// The copy is one snapshot. It has no log, so it is one file, and it gets its name only after everything in it has been verified and is on
/// the disk.
/// </remarks>
internal static class DatabaseBackup
{
    private const int PagesPerStep = 1_024;

    // Where the header of a database says how it is written, and whose it is: https://www.sqlite.org/fileformat2.html, 1.3.
    private const int WriteVersionOffset = 18;
    private const int ApplicationIdOffset = 68;
    private const int HeaderLength = 100;
    private const byte WithoutLog = 1;

    /// <inheritdoc cref="IFacts.ProblemWithBackup"/>
    public static string? ProblemWith(Database database, string file, bool isForced)
    {
        var real = RealPath.Of(file);
        if (real == database.RealPath || real.StartsWith(database.RealPath + "-", StringComparison.Ordinal))
            return $"'{file}' belongs to the database itself: name another file";
        if (File.Exists(real + "-wal") || File.Exists(real + "-journal"))
            return $"'{file}' has a write-ahead log beside it, so it is a database in use or one left by a crash: name another file";
        return ProblemWithFile(real, Schema.ApplicationId, isForced)
            ?? ProblemWithFile(real + JobsFile.Suffix, JobsFile.ApplicationId, isForced);
    }

    private static string? ProblemWithFile(string file, int applicationId, bool isForced)
    {
        if (ProblemWithKind(file) is { } kind)
            return $"'{file}' {kind}: name another file";
        return !isForced && ProblemWithReplacing(file, applicationId) is { } problem
            ? $"'{file}' {problem}: name another file, or give --force to replace it"
            : null;
    }

    // Nothing must ever take the place of anything but a file: a device or a pipe would be removed, and a pipe that is read may never
    // answer.
    private static string? ProblemWithKind(string path) => FileEntry.At(path) switch
    {
        null or { Kind: FileKind.File } => null,
        { Kind: FileKind.Folder } => "is a folder",
        _ => "is not a file",
    };

    // Null when nothing is there, or a backup of ours.
    private static string? ProblemWithReplacing(string path, int applicationId)
    {
        if (!File.Exists(path))
            return null;

        var header = new byte[HeaderLength];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength
            && header[WriteVersionOffset] == WithoutLog
            && System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) == applicationId
                ? null
                : "is not a backup of StoreMonitor";
    }

    /// <summary>Writes a backup, replacing what has its name.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged: nothing is replaced then.</exception>
    /// <exception cref="IOException">The backup cannot be written.</exception>
    public static BackupSummary Write(Database database, string path, CancellationToken cancel)
    {
        using var source = database.OpenToRead();
        return Write(source, Path.GetFullPath(path), Verify, cancel);
    }

    /// <summary>Writes a copy of another SQLite file that is in use, such as that of the report jobs.</summary>
    public static void WriteFile(string source, string path, CancellationToken cancel)
    {
        using var connection = ReadAccess.Open(new DatabaseAddress(source), TimeSpan.FromSeconds(1));
        Write(connection, Path.GetFullPath(path), _ => true, cancel);
    }

    private static T Write<T>(ReadConnection source, string path, Func<ReadConnection, T> verify, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        RemoveLeftBehind(folder, Path.GetFileName(path));
        var partial = AtomicFile.NewPartialOf(path);
        try
        {
            // Kept open: it shows that the file is being written, and it flushes the file.
            using var held = Hold(partial);
            T verified;
            using (var target = new ReadConnection(partial, isReadOnly: false, vfs: null, TimeSpan.Zero))
            {
                Copy(source, target, cancel);
                using (var mode = new RawStatement(target, "PRAGMA journal_mode = DELETE"))
                    mode.Step();
                verified = verify(target);
            }

            held.Flush(flushToDisk: true);
            File.Move(partial, path, overwrite: true);
            FolderFlush.Run(folder);
            return verified;
        }
        finally
        {
            foreach (var left in new[] { partial, partial + "-wal", partial + "-shm", partial + "-journal" })
                File.Delete(left);
        }
    }

    private static FileStream Hold(string partial) =>
        new(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static void RemoveLeftBehind(string folder, string name)
    {
        AtomicFile.RemoveLeftBehind(folder, of => of == name);

        // What SQLite kept beside a copy that is gone. Beside one that is being written, the copy is there.
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        foreach (var beside in Directory.EnumerateFiles(folder, $"*{AtomicFile.PartialSuffix}-*", options))
        {
            var partial = beside[..beside.LastIndexOf('-')];
            if (AtomicFile.NameOf(Path.GetFileName(partial)) == name && !File.Exists(partial))
                File.Delete(beside);
        }
    }

    private static BackupSummary Verify(ReadConnection target) => new(FactsMetadata.Read(target), FactsVerification.Run(target));

    private static void Copy(ReadConnection source, ReadConnection target, CancellationToken cancel)
    {
        // All steps copy the snapshot that the first one sees.
        source.BeginSnapshot();
        var backup = SqliteApi.BeginBackup(target.Handle, source.Handle);
        try
        {
            int code;
            while ((code = SqliteApi.sqlite3_backup_step(backup, PagesPerStep)) == raw.SQLITE_OK)
                cancel.ThrowIfCancellationRequested();
            if (code != raw.SQLITE_DONE)
                SqliteApi.Check(code, target.Handle);
        }
        finally
        {
            _ = SqliteApi.sqlite3_backup_finish(backup);
        }

        source.EndSnapshot();
        source.MustBeUnchanged();
    }
}
