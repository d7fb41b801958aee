using System.Net;
using StoreMonitor.Settings;

namespace StoreMonitor.Http;

/// <summary>The settings of the HTTP interface, all in the section <c>Http</c>.</summary>
/// <param name="PublicUrl">
/// The address at which clients reach the service, without a trailing slash; <c>null</c> if they reach it directly.
/// </param>
/// <param name="AllowedHosts">
/// Host names that a request may carry besides those of loopback; <c>*.example.com</c> covers all subdomains.
/// </param>
/// <param name="TrustedProxies">The addresses and networks whose <c>X-Forwarded-*</c> headers are trusted.</param>
/// <param name="CorsOrigins">The origins whose scripts may read responses; empty for none.</param>
/// <param name="MaxConnections">The maximum number of open connections.</param>
/// <param name="LogRequests">Which requests are logged.</param>
internal sealed record HttpOptions(
    Uri? PublicUrl,
    IReadOnlyList<string> AllowedHosts,
    IReadOnlyList<IPNetwork> TrustedProxies,
    IReadOnlyList<string> CorsOrigins,
    int MaxConnections,
    RequestsLogged LogRequests)
{
    private const string PublicUrlKey = "Http:PublicUrl";
    private const string AllowedHostsKey = "Http:AllowedHosts";
    private const string TrustedProxiesKey = "Http:TrustedProxies";
    private const string CorsOriginsKey = "Http:CorsOrigins";
    private const string MaxConnectionsKey = "Http:MaxConnections";
    private const string LogRequestsKey = "Http:LogRequests";
    private const string TrustEveryProxyKey = "ForwardedHeaders_Enabled";

    // Chosen: 1,000 half-open connections took 9 MB (measured 2026-11-25, 2 cores), and each may hold one body of at most 64 KiB.
    private const int DefaultMaxConnections = 1_000;

    private static readonly string[] LogRequestsNames = ["errors", "all", "none"];

    /// <exception cref="UsageException">A setting has an invalid value.</exception>
    public static HttpOptions From(IConfiguration configuration)
    {
        if (SettingReader.Flag(configuration, TrustEveryProxyKey))
        {
            throw new UsageException(
                $"ASPNETCORE_{TrustEveryProxyKey.ToUpperInvariant()} would trust the forwarded headers of every caller; "
                + "name the proxies in Http__TrustedProxies instead");
        }

        return new HttpOptions(
            Url(configuration, PublicUrlKey),
            [.. SettingReader.Items(configuration, AllowedHostsKey).Select(Host)],
            [.. SettingReader.Items(configuration, TrustedProxiesKey).Select(Network)],
            [.. SettingReader.Items(configuration, CorsOriginsKey).Select(Origin)],
            SettingReader.Number(configuration, MaxConnectionsKey, DefaultMaxConnections),
            (RequestsLogged)SettingReader.Choice(configuration, LogRequestsKey, LogRequestsNames));
    }

    private static Uri? Url(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } text)
            return null;
        return IsHttp(text, out var url) && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0
            ? new Uri(url.AbsoluteUri.TrimEnd('/'))
            : throw new UsageException(
                $"{key} is '{text}', which is not an address such as https://uptime.example.com or https://example.com/uptime");
    }

    private static string Host(string text) =>
        Uri.CheckHostName(text.Replace("*.", "", StringComparison.Ordinal).Trim('[', ']')) != UriHostNameType.Unknown
            ? text
            : throw new UsageException(
                $"{AllowedHostsKey} has '{text}', which is not a host name without a port, such as uptime.example.com");

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new UsageException(
                $"{TrustedProxiesKey} has '{text}', which is not an address or a network such as 10.0.0.2 or 10.0.0.0/24");
    }

    private static string Origin(string text) =>
        text == "*" || (IsHttp(text, out var url) && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase))
            ? text
            : throw new UsageException($"{CorsOriginsKey} has '{text}', which is not an origin such as https://dashboard.example.com");

    private static bool IsHttp(string text, out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url!) && url.Scheme is "http" or "https";
}

/// <summary>Which requests are logged.</summary>
internal enum RequestsLogged
{
    /// <summary>Those answered with 400 or above.</summary>
    Errors,

    /// <summary>All of them.</summary>
    All,

    /// <summary>None of them.</summary>
    None,
}
