using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StoreMonitor.Tests.Support.PowerLoss;

/// <summary>What strace saw of a program that works in one folder.</summary>
internal static partial class DiskTrace
{
    /// <summary>Begins a command whose calls are written to a file.</summary>
    public static string[] To(string file) =>
    [
        .. FactWithStraceAttribute.Strace, "-y", "-xx", "-s", "100000000", "-o", file, "-e",
        "trace=openat,write,writev,sendto,sendmsg,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat",
    ];

    /// <summary>The calls that succeeded.</summary>
    /// <param name="folder">Files outside of it do not matter.</param>
    public static List<DiskCall> Read(string file, string folder)
    {
        var calls = new List<DiskCall>();
        var unfinished = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(file))
        {
            var thread = Thread().Match(line);
            var text = line[thread.Length..];
            if (Unfinished().Match(text) is { Success: true } begun)
            {
                unfinished[thread.Value] = text[..begun.Index];
                continue;
            }

            if (Resumed().Match(text) is { Success: true } resumed && unfinished.Remove(thread.Value, out var beginning))
                text = beginning + text[resumed.Length..];
            if (CallOf(text, folder) is { } call)
                calls.Add(call);
        }

        return calls;
    }

    private static DiskCall? CallOf(string text, string folder)
    {
        var call = Call().Match(text);
        if (!call.Success || call.Groups["result"].Value[0] == '-')
            return null;

        var name = call.Groups["name"].Value;
        var arguments = call.Groups["arguments"].Value;
        var texts = Quoted().Matches(arguments).Select(quoted => Bytes(quoted.Groups[1].Value)).ToArray();
        if (name is "rename" or "renameat" or "renameat2")
            return IsIn(folder, texts[1]) ? new DiskCall.Rename(PathOf(texts[0]), PathOf(texts[1])) : null;
        if (name is "unlink" or "unlinkat")
            return IsIn(folder, texts[0]) ? new DiskCall.Remove(PathOf(texts[0])) : null;
        if (name is "openat")
            return OpenedIn(folder, call.Groups["result"].Value, arguments);
        if (name is "link" or "linkat")
            throw new NotSupportedException($"not played: {text}");

        var file = Descriptor().Match(arguments);
        var path = PathOf(Bytes(file.Groups["path"].Value));
        if (!IsIn(folder, path))
            return texts.Length > 0 ? new DiskCall.Said(string.Concat(texts.Select(Encoding.UTF8.GetString))) : null;
        if (file.Groups["deleted"].Success)
            return null;

        return name switch
        {
            "fsync" or "fdatasync" => new DiskCall.Sync(path),
            "ftruncate" => new DiskCall.Resize(path, LastNumber(arguments)),
            "pwrite64" => new DiskCall.Write(path, LastNumber(arguments), texts[0]),
            "pwritev" => new DiskCall.Write(path, LastNumber(arguments), [.. texts.SelectMany(bytes => bytes)]),
            _ => throw new NotSupportedException($"not played: {name} on {path}"),
        };
    }

    private static DiskCall.Create? OpenedIn(string folder, string result, string arguments)
    {
        var path = PathOf(Bytes(Descriptor().Match(result).Groups["path"].Value));
        return IsIn(folder, path) && arguments.Contains("O_CREAT", StringComparison.Ordinal)
            ? new DiskCall.Create(path, arguments.Contains("O_TRUNC", StringComparison.Ordinal))
            : null;
    }

    private static bool IsIn(string folder, byte[] path) => IsIn(folder, PathOf(path));

    private static bool IsIn(string folder, string path) => path.StartsWith(folder, StringComparison.Ordinal);

    private static string PathOf(byte[] text) => Encoding.UTF8.GetString(text);

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace(@"\x", "", StringComparison.Ordinal));

    private static long LastNumber(string arguments) =>
        long.Parse(arguments[(arguments.LastIndexOf(' ') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9]+ +")]
    private static partial Regex Thread();

    [GeneratedRegex(" <unfinished \\.\\.\\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex("^<\\.\\.\\. \\w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex("^(?<name>\\w+)\\((?<arguments>.*)\\) += (?<result>.+)$", RegexOptions.Singleline)]
    private static partial Regex Call();

    [GeneratedRegex("\"((?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[0-9]+<(?<path>(?:\\\\x[0-9a-f]{2})*)>(?<deleted>\\(deleted\\))?")]
    private static partial Regex Descriptor();
}
