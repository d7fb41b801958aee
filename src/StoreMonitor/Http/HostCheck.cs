using System.Net;
using Microsoft.Extensions.Primitives;

namespace StoreMonitor.Http;

/// <summary>
/// Rejects loopback requests with an unknown <c>Host</c>, because a page elsewhere can point its own name at 127.0.0.1 (DNS rebinding).
/// </summary>
/// <remarks>
/// It runs before the forwarded headers are applied and again afterwards: a rebound page can send those headers too, and a proxy passes
/// on the host of its client. On other addresses any host is accepted unless <c>Http__AllowedHosts</c> or <c>Http__PublicUrl</c> is set.
/// </remarks>
internal sealed class HostCheck(HttpOptions options)
{
    private readonly List<StringSegment> _allowed = AllowedBy(options);

    /// <summary>Passes a request on, or answers it with 421.</summary>
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        // An HTTP/1.0 client may omit the host; a browser never does.
        var host = http.Request.Host;
        if (!host.HasValue || IsAllowed(host, http.Connection.LocalIpAddress))
            return next(http);

        return TypedResults.Problem(
            $"the host '{host.Host}' is not a name of this service; if it should be, add it to Http__AllowedHosts",
            statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(http);
    }

    private bool IsAllowed(HostString host, IPAddress? local)
    {
        // A connection without an address is a Unix socket.
        var isOnLoopback = local is null || IPAddress.IsLoopback(local);
        if (!isOnLoopback && options is { AllowedHosts.Count: 0, PublicUrl: null })
            return true;
        return IsNameOfLoopback(host.Host) || IsAddressOf(host.Host, local) || HostString.MatchesAny(host.Host, _allowed);
    }

    // Any loopback address is accepted because rebinding needs a name.
    private static bool IsNameOfLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsAddressOf(string host, IPAddress? local) =>
        local is not null && IPAddress.TryParse(host.Trim('[', ']'), out var address)
        && address.MapToIPv6().Equals(local.MapToIPv6());

    private static List<StringSegment> AllowedBy(HttpOptions options)
    {
        var allowed = options.AllowedHosts.Select(host => new StringSegment(host)).ToList();
        if (options.PublicUrl is { } url)
            allowed.Add(url.Host);
        return allowed;
    }
}
