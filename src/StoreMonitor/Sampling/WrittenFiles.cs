using System.Globalization;
using System.Text;
using StoreMonitor.Files;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Sampling;

/// <summary>
/// Records which files of a folder the <c>sample</c> verb wrote. The list holds the length and write time of each, so that a file that
/// somebody else wrote or changed is not replaced.
/// </summary>
internal sealed class WrittenFiles(string folder)
{
    /// <summary>The file name of the list.</summary>
    public const string ListName = ".sample-files";

    private readonly string _list = Path.Combine(folder, ListName);

    /// <summary>Refuses to replace files that the verb did not write.</summary>
    /// <exception cref="UsageException">A file was written by somebody else, or is a database or a device.</exception>
    public void EnsureReplaceable(IEnumerable<string> names, bool isForced)
    {
        var written = ReadList();
        foreach (var path in names.Select(name => Path.Combine(folder, name)))
        {
            if (FileEntry.At(path) is not { } entry)
                continue;
            if (entry.Kind != FileKind.File || Databases.IsFileAt(path))
                throw new UsageException(
                    $"{path} is {(entry.Kind == FileKind.File ? "a database" : "no file")}, which a sample cannot replace");
            if (!isForced && entry.Length > 0 && !written.Contains(LineOf(path)))
                throw new UsageException($"{path} is a file that sample did not write: name another folder, or replace it with --force");
        }
    }

    /// <summary>Adds files that were just written; other entries are kept.</summary>
    public void Record(params string[] names)
    {
        var others = ReadList().Where(line => !names.Contains(line.Split(' ')[0]));
        var lines = others.Concat(names.Select(name => LineOf(Path.Combine(folder, name))));
        using var list = new AtomicFile(_list);
        list.Stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))));
        list.Commit();
    }

    private string[] ReadList() => File.Exists(_list) ? File.ReadAllLines(_list) : [];

    private static string LineOf(string path)
    {
        var stamp = FileStamp.Of(path);
        return string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {stamp.Length} {stamp.WrittenAtMicroseconds}");
    }
}
