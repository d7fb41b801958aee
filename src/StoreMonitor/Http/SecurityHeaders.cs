namespace StoreMonitor.Http;

/// <summary>Sets headers on every response that disable browser features no response needs.</summary>
internal static class SecurityHeaders
{
    // An API response is data: it must load and run nothing, whatever type a browser assumes.
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Swagger UI sets styles from scripts and draws icons from data: addresses. All of its scripts come from this service, and none is
    // inline.
    private const string PolicyOfPages =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static Task Invoke(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger") ? PolicyOfPages : DataPolicy;

        // An exception handler clears the headers of the response that it replaces.
        http.Response.OnStarting(Restore, (http, headers.ToArray()));
        return next(http);
    }

    private static Task Restore(object state)
    {
        var (http, wanted) = ((HttpContext, KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[]))state;
        foreach (var (name, value) in wanted)
            http.Response.Headers.TryAdd(name, value);
        return Task.CompletedTask;
    }
}
