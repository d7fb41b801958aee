namespace StoreMonitor.Http;

/// <summary>Headers on every answer that take from a browser what no answer of ours needs.</summary>
internal static class SecurityHeaders
{
    // An answer of the API is data: nothing in it may load or run, whatever a browser takes it for.
    private const string PolicyOfData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Swagger UI sets styles from its scripts, and draws its icons from data: addresses. Its scripts come from us; none is inline.
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
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger") ? PolicyOfPages : PolicyOfData;

        // An exception handler clears the headers of the answer that it replaces.
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
