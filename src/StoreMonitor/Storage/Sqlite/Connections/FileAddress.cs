namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>A <c>file:</c> address of SQLite (https://www.sqlite.org/uri.html), turned into the path that it means.</summary>
/// <remarks>
/// Everything beside the database is found by its path: the log, the lock, the acknowledged version. SQLite therefore never gets the
/// address
/// itself, and what no path can say is refused.
/// </remarks>
internal static class FileAddress
{
    private const string Scheme = "file:";

    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with an address; <c>null</c> when it means a file.</summary>
    public static string? ProblemWith(string address)
    {
        var (authority, path, query) = Split(address);
        if (authority is not ("" or "localhost"))
            return $"names the host '{authority}': a file: address has none, as in file:/folder/name.db";
        if (address.Contains('#', StringComparison.Ordinal))
            return "has a fragment: write # in a name as %23";
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            return "names no file";
        return query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(ProblemWithParameter)
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>The path that an address means.</summary>
    public static string PathOf(string address) => Split(address).Path;

    /// <summary>Whether an address says that the file is only read.</summary>
    public static bool IsReadOnly(string address) => Split(address).Query.Split('&').Contains("mode=ro");

    /// <summary>The address of a file that is read as it is, without a log or locks.</summary>
    public static string Immutable(string path) =>
        $"{Scheme}{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";

    private static string? ProblemWithParameter(string parameter) => parameter switch
    {
        "mode=ro" or "mode=rw" or "mode=rwc" => null,
        "mode=memory" => "is in memory, where nothing would be kept",
        _ => $"has the parameter '{parameter}': only mode=ro, mode=rw and mode=rwc are supported",
    };

    private static (string Authority, string Path, string Query) Split(string address)
    {
        var (rest, query) = Cut(address[Scheme.Length..].Split('#')[0], '?');
        var authority = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            (authority, var path) = Cut(rest[2..], '/');
            rest = "/" + path;
        }

        var decoded = Uri.UnescapeDataString(rest);
        var hasDrive = OperatingSystem.IsWindows() && decoded is ['/', _, ':', ..];
        return (authority, hasDrive ? decoded[1..] : decoded, query);
    }

    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, "");
}
