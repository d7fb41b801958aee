using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace StoreMonitor.Http;

/// <summary>Limits the server resources that one client, or many, can occupy.</summary>
internal static class ConnectionLimits
{
    // The largest body that a route accepts is a report id in JSON.
    private const int LargestRequestBody = 64 * 1024;

    // A client sends its headers as soon as it starts a request; 15 s allow for a very slow mobile connection. Chosen.
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    // Longer than the 60 s for which nginx keeps an idle upstream connection; otherwise both ends could close it at the same moment.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(75);

    public static void Set(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = IdleTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
    }
}
