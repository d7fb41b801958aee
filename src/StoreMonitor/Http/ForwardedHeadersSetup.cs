using Microsoft.AspNetCore.HttpOverrides;

namespace StoreMonitor.Http;

/// <summary>Trusts <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> only from the configured proxies.</summary>
internal static class ForwardedHeadersSetup
{
    public static void UseForwardedHeadersOf(this WebApplication app, HttpOptions options)
    {
        if (options.TrustedProxies.Count == 0)
            return;

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
