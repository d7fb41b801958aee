using System.Net;
using Microsoft.Extensions.Primitives;

namespace StoreMonitor.Http;

/// <summary>Refuses requests on loopback whose <c>Host</c> is unknown: a page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding).</summary>
/// <remarks>
/// It stands before the forwarded headers are read and again after: a page that was rebound can send those too, and a proxy passes on the
/// host that its client sent. On other addresses any host is accepted unless <c>Http__AllowedHosts</c> or <c>Http__PublicUrl</c> is set.
/// </remarks>
internal sealed class HostCheck(HttpOptions options)
{
    private readonly List<StringSegment> _allowed = AllowedBy(options);

    /// <summary>Passes a request on, or answers it with 421.</summary>
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        // A client of HTTP/1.0 need not send a host; a browser always does.
        var host = http.Request.Host;
        if (!host.HasValue || IsAllowed(host, http.Connection.LocalIpAddress))
            return next(http);

        return TypedResults.Problem(
            $"the host '{host.Host}' is not a name of this service; if it should be, add it to Http__AllowedHosts",
            statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(http);
    }

    private bool IsAllowed(HostString host, IPAddress? local)
    {
        // A connection without an address is one on a Unix socket.
        var isOnLoopback = local is null || IPAddress.IsLoopback(local);
        if (!isOnLoopback && options is { AllowedHosts.Count: 0, PublicUrl: null })
            return true;
        return IsNameOfLoopback(host.Host) || IsAddressOf(host.Host, local) || HostString.MatchesAny(host.Host, _allowed);
    }

    // Any address of loopback will do: rebinding needs a name.
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
