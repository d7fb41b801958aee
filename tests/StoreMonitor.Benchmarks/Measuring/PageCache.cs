namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>Has files in the page cache before a measurement: a system may drop what nobody has read for a minute.</summary>
internal static class PageCache
{
    private const int BufferSize = 1 << 20;

    /// <param name="paths">Files, and folders with all that is in them; what is not there is passed over.</param>
    public static void Load(params string[] paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                Load(Directory.GetFiles(path, "*", SearchOption.AllDirectories));
            else if (File.Exists(path))
                Read(path);
        }
    }

    private static void Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[BufferSize];
        while (stream.Read(buffer) > 0)
        {
            // For its own sake.
        }
    }
}
