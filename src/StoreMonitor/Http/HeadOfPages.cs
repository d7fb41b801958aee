namespace StoreMonitor.Http;

/// <summary>Answers <c>HEAD</c> for Swagger UI and the API description, whose middleware handles only <c>GET</c>.</summary>
/// <remarks>Our own routes declare both methods.</remarks>
internal static class HeadOfPages
{
    public static async Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method) || !IsPage(http.Request.Path))
        {
            await next(http);
            return;
        }

        var body = http.Response.Body;
        http.Request.Method = HttpMethods.Get;
        http.Response.Body = Stream.Null;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
            http.Response.Body = body;
        }
    }

    private static bool IsPage(PathString path) => path.StartsWithSegments("/swagger") || path.StartsWithSegments("/openapi");
}
