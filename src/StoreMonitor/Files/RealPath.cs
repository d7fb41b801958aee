namespace StoreMonitor.Files;

/// <summary>Follows the symbolic links in a path, as SQLite does before it names its log after the file.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The full path without links; the rest of a path that does not exist stays as it is.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var links = 0; links < MostLinks && FirstLinkIn(full) is { } link; links++)
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
