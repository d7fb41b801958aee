using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace StoreMonitor.Http;

/// <summary>What one client, or many, may occupy of the server.</summary>
internal static class ConnectionLimits
{
    // The largest body that a route takes is a report id in JSON.
    private const int LargestRequestBody = 64 * 1024;

    // A client that has begun a request sends its headers at once; 15 s leave room for the worst mobile connection. Chosen.
    private static readonly TimeSpan TimeForHeaders = TimeSpan.FromSeconds(15);

    // Longer than the 60 s for which nginx keeps an idle connection to a server behind it, or the two would close it at the same moment.
    private static readonly TimeSpan TimeIdle = TimeSpan.FromSeconds(75);

    public static void Set(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeForHeaders;
        kestrel.Limits.KeepAliveTimeout = TimeIdle;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
    }
}
