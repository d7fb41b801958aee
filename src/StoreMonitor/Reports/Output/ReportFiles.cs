using System.Collections.Concurrent;
using System.Security.Cryptography;
using StoreMonitor.Files;
using StoreMonitor.Settings;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Output;

/// <summary>The folder of finished reports. File names come only from report ids of the job table, never from a caller.</summary>
internal sealed class ReportFiles(MonitorOptions options)
{
    /// <summary>The extension of a report file.</summary>
    public const string Extension = ".csv";

    // Exceeds the number of reports that clients poll at a time; an uncached check reads the whole file. Chosen.
    private const int MaxVerified = 10_000;

    private readonly string _folder = Path.GetFullPath(options.ReportsFolder);

    // Files that were verified, by file id. They are not read again while their length and write time stay the same.
    private readonly ConcurrentDictionary<string, FileState> _verified = new();

    /// <summary>The origin of the data: <c>own</c> or <c>sample</c>.</summary>
    public string DataSource => options.DataSource;

    /// <summary>The path of the CSV with a file id, which is the id of the report it was first written for.</summary>
    public string PathOf(string fileId) => Path.Combine(_folder, $"{fileId}{Extension}");

    /// <summary>Whether the file of a complete report is readable and intact: neither truncated nor changed.</summary>
    public bool IsWhole(ReportJob job)
    {
        if (job is not { FileId: { } fileId, FileDigest: { } digest }
            || !IsReadable(fileId, out var state)
            || state.Length != job.FileLength)
            return false;
        if (_verified.TryGetValue(fileId, out var known) && known == state with { Digest = digest })
            return true;
        if (DigestOf(fileId) != digest)
            return false;

        if (_verified.Count >= MaxVerified)
            _verified.Clear();
        _verified[fileId] = state with { Digest = digest };
        return true;
    }

    /// <summary>Deletes the CSV with a file id if it exists.</summary>
    public void Delete(string fileId)
    {
        _verified.TryRemove(fileId, out _);
        File.Delete(PathOf(fileId));
    }

    /// <summary>The file ids of the reports that were written before an instant.</summary>
    public IEnumerable<string> WrittenBefore(DateTime utc) => new DirectoryInfo(_folder).EnumerateFiles($"*{Extension}")
        .Where(file => file.LastWriteTimeUtc < utc)
        .Select(file => Path.GetFileNameWithoutExtension(file.Name))
        .Where(name => Guid.TryParseExact(name, "N", out _));

    /// <summary>Creates the folder, and removes partial files of killed processes; files that are being written stay.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.RemoveLeftBehind(_folder, _ => true);
    }

    /// <summary>Throws if a report could not be written now.</summary>
    public void ProbeWritable() => DiskSpaceProbe.Run(_folder);

    // The file is opened because its existence does not prove the right to read it.
    private bool IsReadable(string fileId, out FileState state)
    {
        state = default;

        // Opening a pipe could block for ever while it waits for a writer.
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
