namespace StoreMonitor.Http;

/// <summary>Builds the address at which a client reaches one of our routes.</summary>
internal sealed class PublicAddress(HttpOptions options, LinkGenerator links)
{
    /// <summary>
    /// An absolute address from <c>Http__PublicUrl</c> or the request's host; a relative one if the request names no host.
    /// </summary>
    /// <param name="routeName">The name of the route.</param>
    public string Of(HttpContext http, string routeName, object values)
    {
        if (options.PublicUrl is { } url)
            return url.AbsoluteUri.TrimEnd('/') + links.GetPathByName(routeName, values);
        return http.Request.Host.HasValue
            ? links.GetUriByName(http, routeName, values)!
            : links.GetPathByName(http, routeName, values)!;
    }
}
