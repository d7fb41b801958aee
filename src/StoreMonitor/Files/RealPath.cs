namespace StoreMonitor.Files;

/// <summary>Resolves the symbolic links in a path, as SQLite does before it derives the name of the WAL from it.</summary>
internal static class RealPath
{
    // Linux follows as many.
    private const int MaxLinks = 40;

    /// <summary>The full path without links. Components that do not exist are kept as they are.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var links = 0; links < MaxLinks && FirstLinkIn(full) is { } link; links++)
            full = Path.GetFullPath(link.Target + full[link.Path.Length..], Path.GetDirectoryName(link.Path)!);
        return full;
    }

    private static (string Path, string Target)? FirstLinkIn(string full)
    {
        for (var end = Path.GetPathRoot(full)!.Length; end < full.Length;)
        {
            var next = full.AsSpan(end).IndexOf(Path.DirectorySeparatorChar);
            end = next < 0 ? full.Length : end + next;
            if (new FileInfo(full[..end]).LinkTarget is { } target)
                return (full[..end], target);
            end++;
        }

        return null;
    }
}
