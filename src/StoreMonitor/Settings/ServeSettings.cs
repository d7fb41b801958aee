using System.CommandLine;
using System.Net;

namespace StoreMonitor.Settings;

/// <summary>The command-line arguments that the web host reads: where to listen, and any setting of .NET configuration.</summary>
internal static class ServeSettings
{
    /// <summary>The default address of the service.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    public static readonly Option<string> Urls = new("--urls")
    {
        HelpName = "URLS",
        Description = $"Where to listen (default: {DefaultUrl})",
    };

    // Host settings that have no section.
    private static readonly string[] HostKeys = ["environment", "contentRoot", "applicationName"];

    /// <summary>The arguments that match no option and are not settings of the form <c>--Section:Key=value</c>.</summary>
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

    /// <summary>Refuses to listen on an address that others can reach, because the service requires no key.</summary>
    /// <exception cref="UsageException">An address is not a loopback address, or is not an address at all.</exception>
    public static void RequireLoopback(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            if (SocketPathOf(url) is not null)
                continue;

            // Kestrel accepts * and + as every address, which a Uri cannot represent.
            var address = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw new UsageException($"'{url}' is not an address such as {DefaultUrl}");
            if (!IsLoopback(url))
            {
                throw new UsageException(
                    $"'{url}' can be reached from other machines, and no key is required here; "
                    + "set Security__AllowAnonymous=true to allow that");
            }
        }
    }

    /// <summary>
    /// The path of the Unix socket in an address such as <c>http://unix:/run/store-monitor.sock</c>; <c>null</c> if there is none.
    /// </summary>
    public static string? SocketPathOf(string url) =>
        url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase) ? BindingAddress.Parse(url).UnixPipePath : null;

    // Kestrel takes everything before the last colon as the host, and an unknown host as every address.
    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    // The test host passes a section as a setting beside the settings in it: --Data= with --Data:Folder=x.
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
