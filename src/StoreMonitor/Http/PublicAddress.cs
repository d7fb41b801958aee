namespace StoreMonitor.Http;

/// <summary>The address under which a client reaches one of our routes.</summary>
internal sealed class PublicAddress(HttpOptions options, LinkGenerator links)
{
    /// <summary>Absolute by <c>Http__PublicUrl</c> or the host that the request names; relative where it names none.</summary>
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
