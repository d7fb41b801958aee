using System.Globalization;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>A folder for everything that is made up and thrown away; gone when this is disposed.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-monitor-benchmarks-").FullName;
    private int _count;

    /// <summary>A path that was not given out before.</summary>
    public string NewPath(string name) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{++_count:0000}-{name}"));

    /// <summary>Removes a database and the files that SQLite keeps beside it.</summary>
    public static void DeleteDatabase(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
            File.Delete(path + suffix);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
