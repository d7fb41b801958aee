using System.Collections.Concurrent;
using System.Security.Cryptography;
using StoreMonitor.Files;
using StoreMonitor.Settings;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Output;

/// <summary>The folder of finished reports. A path is made of a report id that the job table knows, never of what a caller sent.</summary>
internal sealed class ReportFiles(MonitorOptions options)
{
    /// <summary>What the name of a report's file ends in.</summary>
    public const string Extension = ".csv";

    // More than there are reports that clients ask for at a time; checking one anew costs the reading of its file. Chosen.
    private const int MostChecked = 10_000;

    private readonly string _folder = Path.GetFullPath(options.ReportsFolder);

    // What was found whole, by file id: as long as neither length nor time of writing changes, it is not read again.
    private readonly ConcurrentDictionary<string, FileState> _checked = new();

    /// <summary>What the reports are computed from: <c>own</c> data or the <c>sample</c>.</summary>
    public string DataSource => options.DataSource;

    /// <summary>Where the CSV with a file id is, or will be; a file id is the id of the report it was first written for.</summary>
    public string PathOf(string fileId) => Path.Combine(_folder, $"{fileId}{Extension}");

    /// <summary>Whether the file of a complete report can be read, and is what was written: neither truncated nor changed.</summary>
    public bool IsWhole(ReportJob job)
    {
        if (job is not { FileId: { } fileId, FileDigest: { } digest } || !IsReadable(fileId, out var state) || state.Length != job.FileLength)
            return false;
        if (_checked.TryGetValue(fileId, out var known) && known == state with { Digest = digest })
            return true;
        if (DigestOf(fileId) != digest)
            return false;

        if (_checked.Count >= MostChecked)
            _checked.Clear();
        _checked[fileId] = state with { Digest = digest };
        return true;
    }

    /// <summary>Removes the CSV with a file id, if it is there.</summary>
    public void Delete(string fileId)
    {
        _checked.TryRemove(fileId, out _);
        File.Delete(PathOf(fileId));
    }

    /// <summary>The file ids of the reports in the folder that were written before an instant.</summary>
    public IEnumerable<string> WrittenBefore(DateTime utc) => new DirectoryInfo(_folder).EnumerateFiles($"*{Extension}")
        .Where(file => file.LastWriteTimeUtc < utc)
        .Select(file => Path.GetFileNameWithoutExtension(file.Name))
        .Where(name => Guid.TryParseExact(name, "N", out _));

    /// <summary>Makes the folder, and removes what a killed process left half written; what a living one is writing stays.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.RemoveLeftBehind(_folder, _ => true);
    }

    /// <summary>Whether a report could be written now; throws what is in the way.</summary>
    public void ProbeWritable() => DiskSpaceProbe.Run(_folder);

    // Opened, because that a file is there says nothing about the right to read it.
    private bool IsReadable(string fileId, out FileState state)
    {
        state = default;

        // Whoever opened a pipe would wait for a writer, perhaps for ever.
        if (FileEntry.At(PathOf(fileId)) is not { Kind: FileKind.File })
            return false;

        try
        {
            using var file = Open(fileId);
            state = new FileState(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle), "");
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string? DigestOf(string fileId)
    {
        try
        {
            using var file = Open(fileId);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private FileStream Open(string fileId) =>
        new(PathOf(fileId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private readonly record struct FileState(long Length, DateTime Written, string Digest);
}
