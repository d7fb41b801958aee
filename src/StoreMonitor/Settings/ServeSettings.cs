using System.CommandLine;
using System.Net;

namespace StoreMonitor.Settings;

/// <summary>The part of the command line that the web host reads: where to listen, and any setting of .NET configuration.</summary>
internal static class ServeSettings
{
    /// <summary>Where the service listens unless it is told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    public static readonly Option<string> Urls = new("--urls")
    {
        HelpName = "URLS",
        Description = $"Where to listen (default: {DefaultUrl})",
    };

    // Settings of the host that have no section.
    private static readonly string[] HostKeys = ["environment", "contentRoot", "applicationName"];

    /// <summary>The arguments that no option has taken and that are no settings either: those are <c>--Section:Key=value</c>.</summary>
    public static IEnumerable<string> Unknown(IReadOnlyList<string> unmatched) =>
        unmatched.Where(token => !IsSetting(token) && !IsSection(token, unmatched));

    /// <summary>The arguments for the web host.</summary>
    public static string[] ForwardedArguments(ParseResult parsed)
    {
        var settings = parsed.UnmatchedTokens.ToList();
        if (parsed.GetResult(Urls) is not null)
            settings.Add($"--urls={parsed.GetValue(Urls)}");
        return [.. settings];
    }

    /// <summary>Refuses to listen where others can reach a service that asks nobody for a key.</summary>
    /// <exception cref="UsageException">An address is not loopback, or none at all.</exception>
    public static void RequireLoopback(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            if (SocketPathOf(url) is not null)
                continue;

            // Kestrel takes * and + for every address, which a Uri cannot hold.
            var address = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw new UsageException($"'{url}' is not an address such as {DefaultUrl}");
            if (!IsLoopback(url))
            {
                throw new UsageException(
                    $"'{url}' can be reached from other machines, and nobody has to show a key here; say Security__AllowAnonymous=true to allow that");
            }
        }
    }

    /// <summary>The path of a Unix socket in an address such as <c>http://unix:/run/store-monitor.sock</c>; <c>null</c> when it names none.</summary>
    public static string? SocketPathOf(string url) =>
        url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase) ? BindingAddress.Parse(url).UnixPipePath : null;

    // As Kestrel reads it, which takes all up to the last colon for the host, and what it does not know for every address.
    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    // The test host hands over a section of settings beside the settings in it: --Data= with --Data:Folder=x.
    private static bool IsSection(string token, IReadOnlyList<string> unmatched) =>
        token.EndsWith('=') && unmatched.Any(other => other.StartsWith($"{token[..^1]}:", StringComparison.OrdinalIgnoreCase));

    private static bool IsSetting(string token)
    {
        if (!token.StartsWith("--", StringComparison.Ordinal) || token.IndexOf('=', StringComparison.Ordinal) is not (> 2 and var end))
            return false;

        var key = token[2..end];
        return key.Contains(':', StringComparison.Ordinal) || HostKeys.Contains(key, StringComparer.OrdinalIgnoreCase);
    }
}
